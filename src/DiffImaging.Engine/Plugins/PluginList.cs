using System.Text.Json;
using System.Text.Json.Serialization;

namespace DiffImaging.Engine.Plugins;

/// <summary>Reads <c>plugins.json</c>, the only list of plugins.</summary>
public static class PluginList
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads the list.</summary>
    /// <param name="path">Path of <c>plugins.json</c>.</param>
    /// <exception cref="PluginListException">The file is missing or is not such a list.</exception>
    public static IReadOnlyList<PluginEntry> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new PluginListException($"{path}: the list of plugins is missing. It lies beside the executable, or --plugins names it.");
        }

        try
        {
            using var stream = File.OpenRead(path);
            var plugins = JsonSerializer.Deserialize<Document>(stream, Format)?.Plugins ?? [];
            return plugins.All(entry => entry is { Id.Length: > 0, Path.Length: > 0 })
                ? plugins
                : throw new JsonException("An entry is empty, or has an empty id or path.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginListException($"{path}: the list of plugins cannot be read: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new PluginListException(
                $"{path}: expected {{ \"plugins\": [ {{ \"id\", \"path\", \"version\", \"sdk\", \"enabled\" }} … ] }}; {exception.Message}", exception);
        }
    }

    private sealed record Document
    {
        public required IReadOnlyList<PluginEntry> Plugins { get; init; }
    }
}

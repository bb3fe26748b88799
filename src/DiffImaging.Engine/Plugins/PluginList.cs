using System.Text.Json;
using System.Text.Json.Serialization;

namespace DiffImaging.Engine.Plugins;

/// <summary><c>plugins.json</c>, the only list of plugins.</summary>
public sealed record PluginList
{
    private const double LongestTimeout = 3600;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>The plugins in the order of the list.</summary>
    public required IReadOnlyList<PluginEntry> Plugins { get; init; }

    /// <summary>Whether a plugin is refused whose path leads out of the list's folder, by links too.</summary>
    public bool Confined { get; init; }

    /// <summary>Seconds that a plugin may take to load; one that takes longer is given up, and leaves the next a quarter of the time.</summary>
    public double LoadTimeout { get; init; } = 30;

    /// <summary>Reads the list.</summary>
    /// <param name="path">Path of <c>plugins.json</c>.</param>
    /// <exception cref="PluginListException">The file is missing or is not such a list.</exception>
    public static PluginList Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new PluginListException($"{path}: the list of plugins is missing. It lies beside the executable, or --plugins names it.");
        }

        try
        {
            using var stream = File.OpenRead(path);
            var list = JsonSerializer.Deserialize<PluginList>(stream, Format) ?? new PluginList { Plugins = [] };
            if (!list.Plugins.All(entry => entry is { Id.Length: > 0, Path.Length: > 0 }))
            {
                throw new JsonException("An entry is empty, or has an empty id or path.");
            }

            if (list.LoadTimeout is not (> 0 and <= LongestTimeout))
            {
                throw new JsonException(FormattableString.Invariant($"$.loadTimeout: found {list.LoadTimeout}, expected seconds from above 0 to {LongestTimeout}."));
            }

            CheckPins(path, list.Plugins);
            return list;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginListException($"{path}: the list of plugins cannot be read: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new PluginListException(
                $"{path}: expected {{ \"plugins\": [ {{ \"id\", \"path\", \"version\", \"sdk\", \"enabled\", \"sha256\" }} … ], \"confined\", \"loadTimeout\" }}; {exception.Message}", exception);
        }
    }

    private static void CheckPins(string path, IReadOnlyList<PluginEntry> plugins)
    {
        for (var index = 0; index < plugins.Count; index++)
        {
            if (plugins[index].Sha256 is { } pins && PluginPins.Malformed(pins) is { } malformed)
            {
                throw new PluginListException($"{path}: $.plugins[{index}].sha256['{malformed.Key}']: {malformed.Problem}, as 'diffimaging plugins --pin' prints it.");
            }
        }
    }
}

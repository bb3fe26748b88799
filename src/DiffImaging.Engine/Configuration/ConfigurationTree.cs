using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace DiffImaging.Engine.Configuration;

/// <summary>Turns what one configuration provider holds into a tree of objects, lists and texts.</summary>
internal static class ConfigurationTree
{
    /// <summary>Reads a JSON file: lists become lists.</summary>
    /// <exception cref="ConfigurationException">The file is missing or is not JSON.</exception>
    public static JsonObject FromFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new ConfigurationException(path, "the file is missing.");
        }

        try
        {
            // A stream, not the library's own file provider: that one takes a name that begins with a dot for no file.
            using var stream = File.OpenRead(path);
            return BuildObject(new ConfigurationBuilder().AddJsonStream(stream).Build().GetChildren(), listsAllowed: true);
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException(path, $"it is not JSON, line {exception.LineNumber + 1}: {exception.Message}");
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(path, $"it cannot be read: {exception.Message}");
        }
    }

    /// <summary>Reads flat settings (environment, command line): a number as key addresses an element of a list.</summary>
    public static JsonObject FromSettings(IConfiguration settings) => BuildObject(settings.GetChildren(), listsAllowed: false);

    private static JsonObject BuildObject(IEnumerable<IConfigurationSection> sections, bool listsAllowed) =>
        new(sections.Select(section => KeyValuePair.Create(section.Key, Value(section, listsAllowed))));

    private static JsonNode? Value(IConfigurationSection section, bool listsAllowed)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
        {
            return section.Value is { } text ? JsonValue.Create(text) : null;
        }

        return listsAllowed && children.Select((child, index) => child.Key == index.ToString(null as IFormatProvider)).All(same => same)
            ? new JsonArray([.. children.Select(child => Value(child, listsAllowed))])
            : BuildObject(children, listsAllowed);
    }
}

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
            var root = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false).Build();
            return (JsonObject)Build(root.GetChildren(), listsAllowed: true)!;
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException)
        {
            throw new ConfigurationException(path, $"it is not JSON: {exception.InnerException?.Message ?? exception.Message}");
        }
    }

    /// <summary>Reads flat settings (environment, command line): a number as key addresses an element of a list.</summary>
    public static JsonObject FromSettings(IConfiguration settings) => (JsonObject)Build(settings.GetChildren(), listsAllowed: false)!;

    private static JsonNode? Build(IEnumerable<IConfigurationSection> children, bool listsAllowed)
    {
        var sections = children.ToList();
        if (listsAllowed && sections.Count > 0 && sections.Select((section, index) => section.Key == index.ToString(null as IFormatProvider)).All(same => same))
        {
            return new JsonArray([.. sections.Select(section => Value(section, listsAllowed))]);
        }

        var result = new JsonObject();
        foreach (var section in sections)
        {
            result[section.Key] = Value(section, listsAllowed);
        }

        return result;
    }

    private static JsonNode? Value(IConfigurationSection section, bool listsAllowed)
    {
        var children = section.GetChildren().ToList();
        return children.Count > 0 ? Build(children, listsAllowed) : section.Value is { } text ? JsonValue.Create(text) : null;
    }
}

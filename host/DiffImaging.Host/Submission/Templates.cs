using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Submission;

/// <summary>The experiments that lie beside the program, for people to start from.</summary>
internal static class Templates
{
    private const string Comment = "//";

    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "experiments");

    /// <summary>Every template: its name, its title, what it says of itself in its first comment, and its modality.</summary>
    public static JsonObject List() => new()
    {
        ["templates"] = new JsonArray([.. Names().Select(name =>
        {
            var file = PathOf(name);
            var definition = Read(name);
            return new JsonObject
            {
                ["name"] = name,
                ["title"] = definition["output"]?["title"]?.DeepClone() ?? name,
                ["summary"] = File.ReadLines(file).Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith(Comment, StringComparison.Ordinal))?[Comment.Length..].Trim() ?? "",
                ["modality"] = definition["modality"]?["id"]?.DeepClone(),
            };
        })]),
    };

    /// <summary>Writes a template with every file that it names, as it is submitted.</summary>
    /// <param name="name">Which.</param>
    /// <param name="folder">Where to; it is made.</param>
    /// <param name="plugins">The list of plugins.</param>
    /// <returns>What is missing of it, such as a measurement that did not come with the program; empty for nothing.</returns>
    /// <exception cref="ConfigurationException">There is no such template.</exception>
    public static IReadOnlyList<string> Unpack(string name, string folder, string plugins)
    {
        if (!Names().Contains(name))
        {
            throw new ConfigurationException("template", $"nothing is named '{name}'; {NearestName.Hint(name, Names())}.");
        }

        Directory.CreateDirectory(folder);
        var definition = Path.Combine(folder, "experiment.json");
        try
        {
            using var packed = PackedExperiment.Create([PathOf(name)], [], plugins, Read(name));
            foreach (var (file, path) in packed.Files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
                File.Copy(path, Path.Combine(folder, file));
            }

            File.WriteAllText(definition, packed.Definition.ToJsonString(JsonSerializerOptions.Default));
            return [];
        }
        catch (ConfigurationException exception)
        {
            File.WriteAllText(definition, Read(name).ToJsonString(JsonSerializerOptions.Default));
            return [.. exception.Findings.Select(finding => finding.ToString())];
        }
    }

    private static List<string> Names() => Directory.Exists(Folder)
        ? [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    private static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(PathOf(name)), documentOptions: Commented)!.AsObject();

    private static string PathOf(string name) => Path.Combine(Folder, name + ".json");
}

using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Simulation;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Schemas;
using DiffImaging.Host.Tests.Support;
using Json.Schema;

namespace DiffImaging.Host.Tests.Schemas;

/// <summary>The two that judge a definition: its schema, by a library that is not ours, and what <c>validate</c> does.</summary>
internal sealed class Judges : IDisposable
{
    private readonly WorkFolder _folder = new();

    public Judges() => _folder.WriteFrame("measurement.npy", 64, 64);

    public static PluginCatalog Catalog { get; } = PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json"));

    public static JsonObject Document { get; } = DefinitionSchema.Of(Catalog);

    private static JsonSchema Schema { get; } = JsonSchema.FromText(Document.ToJsonString());

    public void Dispose() => _folder.Dispose();

    /// <summary>What the schema says against a definition; empty where it holds.</summary>
    public static IReadOnlyList<string> BySchema(JsonNode definition) => BySchema(Schema, definition);

    /// <summary>What a schema says against a value.</summary>
    public static IReadOnlyList<string> BySchema(JsonSchema schema, JsonNode? value)
    {
        var result = schema.Evaluate(JsonSerializer.SerializeToElement(value), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? [] : [.. (result.Details ?? []).SelectMany(part => (part.Errors ?? []).Select(error => $"{part.InstanceLocation}: {error.Value}")), "does not hold"];
    }

    /// <summary>The errors that <c>validate</c>, or <c>simulate</c>, tells of a definition before it computes; empty where it is accepted.</summary>
    public IReadOnlyList<string> ByProgram(JsonNode definition)
    {
        var file = _folder[_folder.Write("definition.json", definition.ToJsonString())];
        try
        {
            var tree = ExperimentLayers.Read([file], [], useEnvironment: false);
            var paths = new ExperimentPaths(file);
            if (tree["data"] is JsonObject data && data["rows"] is not null | data["specimen"] is not null)
            {
                new SimulationPlanner(Catalog, new ExperimentArrays(paths)).Plan(tree);
            }
            else
            {
                LoadedExperiment.Load("definition", tree, paths, Catalog);
            }

            return [];
        }
        catch (ConfigurationException exception)
        {
            return [.. exception.Findings.Select(finding => finding.ToString())];
        }
    }
}

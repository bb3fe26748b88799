using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Descriptions;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Host.Plugins;

/// <summary>Definitions that the example of a modality makes.</summary>
internal static class ExampleDefinition
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The definition that simulates a measurement of the example's sizes; null where no plugin gives an example of a specimen.</summary>
    /// <param name="catalog">Where specimens are found.</param>
    /// <param name="modality">The modality.</param>
    /// <param name="example">An example of it.</param>
    public static JsonObject? Simulation(PluginCatalog catalog, Component modality, ComponentExample example)
    {
        if (Specimen(catalog, modality, example) is not { } specimen)
        {
            return null;
        }

        var size = example.Measurement ?? new MeasurementDescription(1, 64, 48);
        return new JsonObject
        {
            [ExperimentSections.Data] = new JsonObject { ["frames"] = size.Frames, ["rows"] = size.Rows, ["columns"] = size.Columns, ["specimen"] = specimen },
            [ExperimentSections.Modality] = Named(modality.Id, example.Options),
            [ExperimentSections.Run] = new JsonObject { ["seed"] = 1 },
        };
    }

    /// <summary>Options of a component behind its id.</summary>
    public static JsonObject Named(string id, string options)
    {
        var result = new JsonObject { ["id"] = id };
        foreach (var (key, value) in Parse(options))
        {
            result[key] = value?.DeepClone();
        }

        return result;
    }

    /// <summary>Reads the options of an example, comments allowed.</summary>
    public static JsonObject Parse(string options) => JsonNode.Parse(options, documentOptions: Lenient)!.AsObject();

    private static JsonObject? Specimen(PluginCatalog catalog, Component modality, ComponentExample example)
    {
        if (example.Specimen is { } own)
        {
            return Parse(own);
        }

        // Those of another plugin may be mistaken, which is no fault of this modality.
        return catalog.Components
            .Where(component => component.Contract == typeof(ISpecimenFactory))
            .OrderByDescending(component => component.Plugin == modality.Plugin).ThenBy(component => component.Id, StringComparer.Ordinal)
            .SelectMany(ComponentExamples.Written)
            .FirstOrDefault();
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Simulation;
using DiffImaging.Host.Descriptions;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Host.Schemas;

/// <summary>The JSON Schema (draft 2020-12) of whole definitions, with the components of a catalog.</summary>
/// <remarks>It lets pass whatever <c>validate</c> accepts as it is usually written, and says less: not what follows from sizes, files,
/// sampling or names. A layer that lies over a whole definition need not hold by itself.</remarks>
internal sealed class DefinitionSchema
{
    private readonly ValueSchema _values;
    private readonly ComponentSchemas _components;

    private DefinitionSchema(PluginCatalog catalog, SchemaDefinitions definitions)
    {
        _values = new ValueSchema(definitions);
        _components = new ComponentSchemas(catalog, _values, definitions);
    }

    /// <summary>Makes the schema.</summary>
    public static JsonObject Of(PluginCatalog catalog)
    {
        var definitions = new SchemaDefinitions();
        var schema = new DefinitionSchema(catalog, definitions);
        var properties = new JsonObject
        {
            [ExperimentLayers.SchemaKey] = new JsonObject { ["description"] = "Where this schema is, for editors; it has no influence on the experiment." },
        };
        foreach (var section in DefinitionSections.All.Where(section => ExperimentSections.All.Contains(section.Name)))
        {
            properties[section.Name] = schema.Section(section);
            properties[section.Name]!["description"] = section.Summary;
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Experiment definition of DiffImaging",
            ["description"] = "A whole definition as this installation understands it. 'diffimaging validate' checks more: sizes, files, sampling, names.",
            ["x-plugins"] = new JsonObject(catalog.Plugins.Where(plugin => plugin.Status == PluginStatus.Active).Select(plugin => KeyValuePair.Create(plugin.Entry.Id, (JsonNode?)plugin.Entry.Version))),
            ["type"] = "object",
            ["required"] = new JsonArray(ExperimentSections.Data, ExperimentSections.Modality),
            ["properties"] = properties,
            ["additionalProperties"] = false,
            ["$defs"] = definitions.Document,
        };
    }

    private JsonObject Section(DefinitionSection section) => section switch
    {
        { Name: ExperimentSections.Data } => Data(section),
        { Name: ExperimentSections.Modality, Contract: { } contract } => _components.Whole(contract),
        { Name: ExperimentSections.Fidelity, Contract: { } contract } => _components.Partial(contract),
        { Name: ExperimentSections.Pipeline, Contract: { } contract } => List(_components.Whole(contract), _components.Partial(contract)),
        { Contract: { } contract } => OrNothing(List(_components.Whole(contract), _components.Partial(contract))),
        { Name: ExperimentSections.Schedule } => List(_values.Record(section.Options, isPartial: false), _values.Record(section.Options, isPartial: true)),
        _ => ValueSchema.OrNull(_values.Record(section.Options, isPartial: false)),
    };

    // Given as a list it replaces the modality's, given as an object it addresses elements of it by their names.
    private static JsonObject List(JsonObject whole, JsonObject partial)
    {
        partial["minProperties"] = 1;
        return new JsonObject { ["type"] = new JsonArray("array", "object"), ["minItems"] = 1, ["items"] = whole, ["minProperties"] = 1, ["additionalProperties"] = partial };
    }

    // A list of none removes the modality's.
    private static JsonObject OrNothing(JsonObject list)
    {
        list.Remove("minItems");
        list.Remove("minProperties");
        (list["type"], list["pattern"]) = (new JsonArray("array", "object", "string", "null"), "^$");
        return list;
    }

    // A definition for 'simulate' has another section data; its keys tell it apart.
    private JsonObject Data(DefinitionSection section)
    {
        var simulated = section.Alternative!.Options;
        var simulation = _values.Record(simulated, isPartial: false);
        var properties = simulation["properties"]!.AsObject();
        Place(properties, nameof(SimulationOptions.Specimen), _components.Whole(typeof(ISpecimenFactory)));
        Place(properties, nameof(SimulationOptions.Noise), _components.Whole(typeof(INoiseModelFactory)));
        return new JsonObject
        {
            ["type"] = "object",
            ["if"] = new JsonObject { ["anyOf"] = new JsonArray([.. simulated.Select(option => new JsonObject { ["required"] = new JsonArray(option.Key) })]) },
            ["then"] = simulation,
            ["else"] = Measured(section),
        };
    }

    // Either a measurement or a simulation in its place.
    private JsonObject Measured(DefinitionSection section)
    {
        var (measurement, simulation) = (Key(nameof(DataOptions.Measurement)), Key(nameof(DataOptions.Simulation)));
        JsonObject None() => new() { ["enum"] = new JsonArray(null, "", new JsonArray()) };
        JsonObject Some() => new() { ["not"] = None() };
        var result = _values.Record(section.Options, isPartial: false);
        result["if"] = new JsonObject { ["required"] = new JsonArray(simulation), ["properties"] = new JsonObject { [simulation] = new JsonObject { ["not"] = new JsonObject { ["type"] = "null" } } } };
        result["then"] = new JsonObject { ["properties"] = new JsonObject { [measurement] = None() } };
        result["else"] = new JsonObject { ["required"] = new JsonArray(measurement), ["properties"] = new JsonObject { [measurement] = Some() } };
        return result;
    }

    private static void Place(JsonObject properties, string property, JsonObject component)
    {
        var option = properties[Key(property)]!.AsObject();
        (option["if"], option["then"]) = (new JsonObject { ["type"] = "object" }, component);
    }

    private static string Key(string property) => char.ToLowerInvariant(property[0]) + property[1..];
}

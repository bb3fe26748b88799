using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Descriptions;

namespace DiffImaging.Host.Schemas;

/// <summary>JSON Schemas of the places where a component stands, told apart by its <c>id</c>, and of every component of a catalog.</summary>
/// <param name="catalog">The components.</param>
/// <param name="values">Makes the schemas of their options.</param>
/// <param name="definitions">Takes the schemas of components.</param>
internal sealed class ComponentSchemas(PluginCatalog catalog, ValueSchema values, SchemaDefinitions definitions)
{
    /// <summary>A component that is given in full.</summary>
    public JsonObject Whole(Type contract) => definitions.Refer(Name(contract), () =>
    {
        var result = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("id") };
        return Discriminate(result, contract, isPartial: false);
    });

    /// <summary>A component that lies over the one that the modality or an earlier layer has there; without an id that one stays.</summary>
    public JsonObject Partial(Type contract) => definitions.Refer(Name(contract) + ".partial", () =>
    {
        var result = Discriminate(new JsonObject { ["type"] = "object", ["minProperties"] = 1 }, contract, isPartial: true);
        result["if"] = new JsonObject { ["required"] = new JsonArray("id") };
        result["else"] = definitions.Refer(Name(contract) + ".any", () => AnyOf(contract));
        return result;
    });

    private JsonObject Discriminate(JsonObject schema, Type contract, bool isPartial)
    {
        var components = Of(contract);
        schema["properties"] = new JsonObject
        {
            ["id"] = new JsonObject
            {
                ["description"] = $"Which {ComponentKind.Name(contract)} it is.",
                ["enum"] = new JsonArray([.. components.Select(component => JsonValue.Create(component.Id))]),

                // Not of the standard: editors show it beside the names.
                ["enumDescriptions"] = new JsonArray([.. components.Select(component => JsonValue.Create(component.Summary))]),
            },
        };
        schema["allOf"] = new JsonArray([.. components.Select(component => new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["id"] = new JsonObject { ["const"] = component.Id } }, ["required"] = new JsonArray("id") },
            ["then"] = Component(component, isPartial),
        })]);
        return schema;
    }

    private JsonObject Component(Component component, bool isPartial)
    {
        var options = Options(component);
        var isOwn = isPartial && ValueSchema.Requires([.. options.Where(option => option.Key != "id")]);
        return definitions.Refer($"{Name(component.Contract)}.{component.Id}{(isOwn ? ".partial" : "")}", () =>
        {
            var result = new JsonObject { ["title"] = $"{component.Id}, {component.Kind}", ["description"] = component.Summary };
            foreach (var (keyword, content) in values.Record(options, isOwn).ToList())
            {
                result[keyword] = content?.DeepClone();
            }

            return result;
        });
    }

    // It is not said which component lies below: a key must be one of some component, and its value what one of these takes there.
    private JsonObject AnyOf(Type contract)
    {
        var keys = Of(contract)
            .SelectMany(component => Options(component).Select(option => (option.Key, Schema: (string)Component(component, isPartial: true)["$ref"]!)))
            .GroupBy(pair => pair.Key, pair => new JsonObject { ["$ref"] = $"{pair.Schema}/properties/{pair.Key}" });
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)(key.Count() == 1 ? key.First() : new JsonObject { ["anyOf"] = new JsonArray([.. key]) })))),
            ["additionalProperties"] = false,
        };
    }

    private List<Component> Of(Type contract) => [.. catalog.Components.Where(component => component.Contract == contract).OrderBy(component => component.Id, StringComparer.Ordinal)];

    // A key that the engine reads hides an option of the same name.
    private static List<OptionDescription> Options(Component component)
    {
        var keys = DefinitionSections.AllKeysOf(component.Contract);
        return [.. keys, .. OptionReader.Read(component.Factory.OptionsType).Where(option => keys.All(key => key.Key != option.Key))];
    }

    private static string Name(Type contract) => ComponentKind.Name(contract).Replace(' ', '-');
}

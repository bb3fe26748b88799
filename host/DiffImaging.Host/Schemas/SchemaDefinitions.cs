using System.Text.Json.Nodes;

namespace DiffImaging.Host.Schemas;

/// <summary>What the schemas of a document refer to, each made once.</summary>
internal sealed class SchemaDefinitions
{
    private readonly Dictionary<string, JsonObject> _known = new(StringComparer.Ordinal);

    /// <summary>All of them by name.</summary>
    public JsonObject Document => new(_known.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.DeepClone())));

    /// <summary>A schema that refers to a definition.</summary>
    /// <param name="name">Its name, of letters, digits, '.' and '-'.</param>
    /// <param name="make">Makes it where it is not known yet.</param>
    public JsonObject Refer(string name, Func<JsonObject> make)
    {
        if (!_known.ContainsKey(name))
        {
            _known[name] = make();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Sdk.Testing;

/// <summary>Reads the options of an example.</summary>
internal static class ExampleOptions
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static JsonObject Read(ComponentExample example)
    {
        ArgumentNullException.ThrowIfNull(example);
        return JsonNode.Parse(example.Options, null, Lenient) as JsonObject
            ?? throw new FormatException($"The options of an example are '{example.Options}', expected a JSON object.");
    }
}

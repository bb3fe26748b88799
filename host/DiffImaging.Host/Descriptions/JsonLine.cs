using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DiffImaging.Host.Descriptions;

/// <summary>JSON on one line, as a person would write it in a definition.</summary>
internal static class JsonLine
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Default) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } value => $"{{ {string.Join(", ", value.Select(pair => $"{Write(JsonValue.Create(pair.Key))}: {Write(pair.Value)}"))} }}",
        JsonArray { Count: > 0 } list => $"[{string.Join(", ", list.Select(Write))}]",
        null => "null",
        _ => node.ToJsonString(Readable),
    };
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DiffImaging.Web.Forms;

/// <summary>Moves values between a definition and the texts of a form.</summary>
internal static class FieldValue
{
    private const string Nominal = "nominal";
    private const string Mode = "mode";

    /// <summary>As definitions are shown.</summary>
    public static JsonSerializerOptions Format { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What stands in a definition for a field, as text; empty where it is left out.</summary>
    public static string Read(JsonObject definition, FormField field) => Text(field.Kind == FieldKind.Parameter ? NominalOf(Node(definition, field)) : Node(definition, field));

    /// <summary>The mode of a parameter; empty where the recipe decides.</summary>
    public static string ReadMode(JsonObject definition, FormField field) => Node(definition, field) is JsonObject written ? (string?)written[Mode] ?? "" : "";

    /// <summary>Puts what somebody wrote into a definition; nothing leaves it out.</summary>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public static string? Write(JsonObject definition, FormField field, string text)
    {
        text = text.Trim();
        if (text.Length > 0 && field.Kind == FieldKind.Json && !TryParse(text, out _))
        {
            return "expected JSON, such as [1, 2] or \"text\".";
        }

        var value = text.Length == 0 ? null : Value(field, text);
        Put(definition, field, field.Kind == FieldKind.Parameter && Node(definition, field) is JsonObject known ? WithNominal(known, value) : value);
        return null;
    }

    /// <summary>Says whether a parameter is estimated; empty leaves it to the recipe.</summary>
    public static void WriteMode(JsonObject definition, FormField field, string mode)
    {
        var known = Node(definition, field);
        var parameter = known is JsonObject written ? (JsonObject)written.DeepClone() : new JsonObject { [Nominal] = known?.DeepClone() };
        parameter[Mode] = mode;
        if (mode.Length == 0)
        {
            parameter.Remove(Mode);
        }

        if (parameter[Nominal] is null)
        {
            parameter.Remove(Nominal);
        }

        Put(definition, field, parameter.Count == 1 && parameter.ContainsKey(Nominal) ? parameter[Nominal]!.DeepClone() : parameter.Count == 0 ? null : parameter);
    }

    private static JsonNode? Node(JsonObject definition, FormField field) => (definition[field.Section] as JsonObject)?[field.Key];

    private static JsonNode? NominalOf(JsonNode? parameter) => parameter is JsonObject written ? written[Nominal] : parameter;

    private static JsonObject? WithNominal(JsonObject parameter, JsonNode? nominal)
    {
        var changed = (JsonObject)parameter.DeepClone();
        if (nominal is null)
        {
            changed.Remove(Nominal);
        }
        else
        {
            changed[Nominal] = nominal;
        }

        return changed.Count == 0 ? null : changed;
    }

    private static void Put(JsonObject definition, FormField field, JsonNode? value)
    {
        if (definition[field.Section] is not JsonObject section)
        {
            if (value is null)
            {
                return;
            }

            definition[field.Section] = section = [];
        }

        if (value is null)
        {
            section.Remove(field.Key);
        }
        else
        {
            section[field.Key] = value;
        }
    }

    private static JsonNode? Value(FormField field, string text) => field.Kind switch
    {
        FieldKind.Number => Number(text),
        FieldKind.Parameter => text[0] is '[' && TryParse(text, out var list) ? list : Number(text),
        FieldKind.Truth => JsonValue.Create(text == "true"),
        FieldKind.Json => TryParse(text, out var node) ? node : null,
        _ => JsonValue.Create(text),
    };

    // A number alone is SI; with a unit it is a text in a definition.
    private static JsonValue Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && TryParse(text, out var node) && node is JsonValue value ? value : JsonValue.Create(text);

    private static bool TryParse(string text, out JsonNode? node)
    {
        try
        {
            node = JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            node = null;
            return false;
        }
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
    };
}

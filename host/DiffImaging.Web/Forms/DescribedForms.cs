using System.Text.Json.Nodes;
using DiffImaging.Reporting.Quantities;
using DiffImaging.Service.Inspection;

namespace DiffImaging.Web.Forms;

/// <summary>Forms out of what the program says of its components, as <c>diffimaging describe ID --json</c>.</summary>
internal sealed class DescribedForms(ProgramDocuments program) : IFormSource
{
    private const string Modality = "modality";
    private static readonly string[] Common = ["data", "output", "run"];

    public async Task<IReadOnlyList<FormSection>> ReadAsync(string? modality)
    {
        var sections = new List<FormSection>();
        if (modality is { Length: > 0 } && modality.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && modality[0] != '-'
            && await DescribeAsync(modality, "components") is { } component && (string?)component["section"] == Modality)
        {
            sections.Add(Section(Modality, component));
        }

        foreach (var name in Common)
        {
            if (await DescribeAsync(name, "sections") is { } section)
            {
                sections.Add(Section(name, section));
            }
        }

        return sections;
    }

    private async Task<JsonObject?> DescribeAsync(string id, string list) =>
        await program.ReadAsync("describe", id, "--json") is { } answer && JsonNode.Parse(answer)?[list] is JsonArray { Count: > 0 } found ? found[0] as JsonObject : null;

    private static FormSection Section(string name, JsonObject described) => new(
        name, (string?)described["summary"] ?? "", [.. (described["options"] as JsonArray ?? []).OfType<JsonObject>().Select(option => Field(name, option))]);

    private static FormField Field(string section, JsonObject option)
    {
        var unit = (string?)option["unit"] ?? "1";
        return new FormField(section, (string?)option["key"] ?? "", Kind(option), unit, (bool?)option["required"] ?? false, (string?)option["description"] ?? "")
        {
            Default = Plain(option["default"], unit),
            Range = option["range"] is JsonArray { Count: 2 } range ? ((double)range[0]!, (double)range[1]!) : null,
            Choices = [.. (option["values"] as JsonArray ?? []).Select(value => (string?)value ?? "")],
        };
    }

    private static FieldKind Kind(JsonObject option) =>
        (bool?)option["parameter"] ?? false ? FieldKind.Parameter : (string?)option["type"] switch
        {
            "number" or "whole number" => FieldKind.Number,
            "text" => FieldKind.Text,
            "name" => FieldKind.Choice,
            "true or false" => FieldKind.Truth,
            _ => FieldKind.Json,
        };

    private static string? Plain(JsonNode? value, string unit) => value switch
    {
        null => null,
        JsonArray { Count: 1 } list => Plain(list[0], unit),
        JsonValue number when number.TryGetValue<double>(out var quantity) => QuantityFormat.Format(quantity, unit, 6),
        JsonValue text when text.TryGetValue<string>(out var word) => word.Length == 0 ? null : word,
        _ => value.ToJsonString(),
    };
}

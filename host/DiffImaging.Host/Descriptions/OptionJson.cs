using System.Text.Json;
using System.Text.Json.Nodes;

namespace DiffImaging.Host.Descriptions;

/// <summary>Writes options for programs to read; all numbers are SI.</summary>
internal static class OptionJson
{
    public static JsonArray Write(IReadOnlyList<OptionDescription> options) => new([.. options.Select(Write)]);

    private static JsonObject Write(OptionDescription option)
    {
        var result = new JsonObject
        {
            ["key"] = option.Key,
            ["type"] = option.Type,
            ["unit"] = option.Unit,
            ["required"] = option.IsRequired,
            ["default"] = option.Default is { } value ? JsonSerializer.SerializeToNode(value) : null,
            ["range"] = option.Range is { } range ? new JsonArray(range.Minimum, range.Maximum) : null,
            ["parameter"] = option.IsParameter,
            ["description"] = option.Description,
        };
        if (option.Values.Count > 0)
        {
            result["values"] = new JsonArray([.. option.Values.Select(name => JsonValue.Create(name))]);
        }

        if (option.Options.Count > 0)
        {
            result["options"] = Write(option.Options);
        }

        return result;
    }
}

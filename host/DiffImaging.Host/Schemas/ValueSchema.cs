using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Host.Descriptions;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Schemas;

/// <summary>JSON Schemas of options, that let pass what <see cref="OptionsBinder"/> binds.</summary>
/// <remarks>Kinds of values stand beside each other in one schema wherever they can, since keywords of one kind leave the others alone:
/// a validator then names the keyword that failed, instead of every branch of an <c>anyOf</c>.</remarks>
/// <param name="definitions">Takes what many options share: quantities and uncertainty parameters of a unit.</param>
internal sealed class ValueSchema(SchemaDefinitions definitions)
{
    /// <summary>The schema of an object with options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="isPartial">Whether it lies over another that gives what is left out.</param>
    public JsonObject Record(IReadOnlyList<OptionDescription> options, bool isPartial)
    {
        var result = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(options.Select(option => KeyValuePair.Create(option.Key, (JsonNode?)Of(option, isPartial)))),
            ["additionalProperties"] = false,
        };
        if (!isPartial && options.Any(option => option.IsRequired))
        {
            result["required"] = new JsonArray([.. options.Where(option => option.IsRequired).Select(option => JsonValue.Create(option.Key))]);
        }

        return result;
    }

    /// <summary>Whether something must be given in the options or anywhere below them.</summary>
    public static bool Requires(IReadOnlyList<OptionDescription> options) => options.Any(option => option.IsRequired || Requires(option.Options));

    /// <summary>Lets nothing pass as well: a key whose value is null counts as left out.</summary>
    public static JsonObject OrNull(JsonObject schema)
    {
        if (schema["enum"] is JsonArray names)
        {
            names.Add(null as JsonNode);
        }
        else if (schema["anyOf"] is JsonArray branches)
        {
            branches.Add(new JsonObject { ["type"] = "null" });
        }
        else
        {
            schema["type"] = Types(schema["type"], "null");
        }

        return schema;
    }

    private JsonObject Of(OptionDescription option, bool isPartial)
    {
        var result = Annotations(option);
        var value = option.IsParameter ? Parameter(option) : option.ShortFor.Length > 0 ? ShortOrLong(option, isPartial) : Value(option, isPartial);
        foreach (var (keyword, content) in option.IsRequired ? value : OrNull(value))
        {
            result[keyword] = content?.DeepClone();
        }

        return result;
    }

    private static JsonObject Annotations(OptionDescription option)
    {
        var result = new JsonObject { ["title"] = option.Unit == "1" ? option.Type : $"{option.Type} in {option.Unit}" };
        if (option.Description.Length > 0)
        {
            result["description"] = option.Description;
        }

        if (option.Unit != "1")
        {
            result["x-unit"] = option.Unit;
        }

        if (option.Default is { } value && !IsInfinite(value))
        {
            result["default"] = JsonSerializer.SerializeToNode(value is IList { Count: 1 } list ? list[0] : value);
        }

        return result;
    }

    // All numbers of an uncertainty parameter are in the option's unit, and the option's range is that of the nominal value.
    private JsonObject Parameter(OptionDescription option)
    {
        IReadOnlyList<OptionDescription> options = [.. OptionReader.Read(option.ValueType!).Select(inner => IsNumber(inner) ? inner with { Unit = option.Unit } : inner)];
        var nominal = Value(options.First(inner => inner.Key == option.ShortFor) with { Range = option.Range }, isPartial: false);
        var definition = definitions.Refer($"{(options.Count > OptionKey.Of(typeof(ParameterOptions)).Count ? "frame-parameter" : "parameter")}.{Name(option.Unit)}", () =>
        {
            var record = Record(options, isPartial: false);
            var bounds = record["properties"]!["bounds"]!.AsObject();
            (bounds["type"], bounds["minItems"], bounds["maxItems"]) = (new JsonArray("array", "null"), 2, 2);
            record.Remove("type");
            return record;
        });
        var result = new JsonObject { ["type"] = Types(nominal["type"], "object"), ["allOf"] = new JsonArray(definition, new JsonObject { ["$ref"] = (string)nominal["$ref"]! }) };
        if (option.Range is not null)
        {
            var limits = Limited([], option.Range);
            result["properties"] = new JsonObject { [option.ShortFor] = Limited(new JsonObject { ["items"] = limits }, option.Range) };
            Limited(result, option.Range);
        }

        result["items"] = nominal["items"]!.DeepClone();
        return result;
    }

    private JsonObject ShortOrLong(OptionDescription option, bool isPartial)
    {
        var result = Value(option.Options.First(inner => inner.Key == option.ShortFor), isPartial);
        var record = Record(option.Options, isPartial);
        result["type"] = Types(result["type"], "object");
        result["properties"] = record["properties"]!.DeepClone();
        result["additionalProperties"] = false;
        return result;
    }

    private JsonObject Value(OptionDescription option, bool isPartial)
    {
        var type = option.ValueType!;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
        {
            return Single(type, option, isPartial);
        }

        // One value stands for a list of one, and an empty text for none.
        type = type.GetGenericArguments()[0];
        var element = Single(type, option, isPartial);
        if (element["enum"] is not null)
        {
            return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "array", ["items"] = element.DeepClone() }, element, new JsonObject { ["const"] = "" }) };
        }

        var result = (JsonObject)element.DeepClone();
        result["type"] = Types("array", element["type"], "string");
        if (type == typeof(double))
        {
            result["$ref"] = (string)definitions.Refer($"quantities.{Name(option.Unit)}", () => new JsonObject { ["pattern"] = QuantityPattern.OrNothing(QuantityPattern.Of(option.Unit)) })["$ref"]!;
        }
        else if (type != typeof(string))
        {
            result["pattern"] = (string?)element["pattern"] is { } pattern ? QuantityPattern.OrNothing(pattern) : "^$";
        }

        result["items"] = element;
        return result;
    }

    private JsonObject Single(Type type, OptionDescription option, bool isPartial) => type switch
    {
        _ when type == typeof(double) => Limited(Quantity(option.Unit), option.Range),

        // Of whole numbers, the range of a list is its component's to check.
        _ when type == typeof(int) => Limited(Whole(), type == option.ValueType ? option.Range ?? (int.MinValue, int.MaxValue) : (int.MinValue, int.MaxValue)),
        _ when type == typeof(long) => Limited(Whole(), (long.MinValue, long.MaxValue)),
        _ when type == typeof(bool) => new JsonObject { ["enum"] = new JsonArray(true, false, "true", "false") },
        _ when type.IsEnum => new JsonObject { ["enum"] = new JsonArray([.. option.Values.Select(name => JsonValue.Create(name))]) },

        // A number where a text is wanted is taken as it is written.
        _ when type == typeof(string) => new JsonObject { ["type"] = Types("string", "number", "boolean") },
        _ when type == typeof(JsonObject) => new JsonObject { ["type"] = "object" },
        _ => Record(option.Options, isPartial),
    };

    private JsonObject Quantity(string unit)
    {
        var result = definitions.Refer($"quantity.{Name(unit)}", () => new JsonObject { ["pattern"] = QuantityPattern.Of(unit) });
        result["type"] = Types("number", "string");
        return result;
    }

    private static JsonObject Whole() => new() { ["type"] = Types("integer", "string"), ["pattern"] = QuantityPattern.Whole };

    // Bare numbers only: JSON Schema does not compare numbers in texts.
    private static JsonObject Limited(JsonObject schema, (double Minimum, double Maximum)? range)
    {
        if (range is { } limits)
        {
            (schema["minimum"], schema["maximum"]) = (limits.Minimum, limits.Maximum);
        }

        return schema;
    }

    private static bool IsNumber(OptionDescription option) => option.ValueType == typeof(double) || option.ValueType == typeof(IReadOnlyList<double>);

    // A name stands in a URI.
    private static string Name(string unit) => string.Concat(unit.Select(letter =>
        char.IsAsciiLetterOrDigit(letter) ? letter.ToString() : letter == '/' ? "-per-" : string.Create(CultureInfo.InvariantCulture, $"-{(int)letter:x}-")));

    private static JsonArray Types(params JsonNode?[] names) =>
        new([.. names.SelectMany(name => name is JsonArray list ? list.AsEnumerable() : [name]).Select(name => (string)name!).Distinct().Select(name => JsonValue.Create(name))]);

    private static bool IsInfinite(object value) => value is double number ? !double.IsFinite(number) : value is IList list && list.Cast<object?>().Any(item => item is null || IsInfinite(item));
}

using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Sdk.Options;

/// <summary>Binds one configuration value to a .NET type. Values may all be strings: they come from files,
/// environment variables and the command line alike.</summary>
internal static class ValueBinder
{
    public static bool TryBind(Type type, JsonNode? node, string unit, FindingList findings, out object? value)
    {
        value = null;
        if (node is null)
        {
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(JsonObject))
        {
            value = node as JsonObject;
            return value is not null || Fail(findings, node, "an object in braces");
        }

        if (typeof(ParameterOptions).IsAssignableFrom(type))
        {
            return TryBindParameter(type, node, unit, findings, out value);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return TryBindList(type.GetGenericArguments()[0], node, unit, findings, out value);
        }

        if (type.IsClass && type != typeof(string))
        {
            if (node is not JsonObject section)
            {
                return Fail(findings, node, "an object in braces");
            }

            value = OptionsBinder.BindRecord(type, section, unit, findings);
            return true;
        }

        return node is JsonValue ? TryBindScalar(type, node.ToString(), unit, findings, out value) : Fail(findings, node, Name(type));
    }

    private static bool TryBindParameter(Type type, JsonNode node, string unit, FindingList findings, out object? value)
    {
        if (node is JsonObject section)
        {
            var options = (ParameterOptions)OptionsBinder.BindRecord(type, section, unit, findings);
            if (options.Bounds is { Count: not 2 })
            {
                findings.Error("bounds", $"found {options.Bounds.Count} values, expected two: the smallest and the largest.");
            }

            value = options;
            return true;
        }

        var bound = TryBindList(typeof(double), node, unit, findings, out var nominal);
        value = bound ? (ParameterOptions)Activator.CreateInstance(type)! with { Nominal = (IReadOnlyList<double>)nominal! } : null;
        return bound;
    }

    // A single value stands for a list of one.
    private static bool TryBindList(Type element, JsonNode node, string unit, FindingList findings, out object? value)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        value = list;
        if (node is JsonValue && node.ToString().Length == 0)
        {
            return true;
        }

        var items = node is JsonArray array ? (IReadOnlyList<JsonNode?>)[.. array] : [node];
        var good = true;
        for (var index = 0; index < items.Count; index++)
        {
            var place = node is JsonArray ? findings.Below(index.ToString(CultureInfo.InvariantCulture)) : findings;
            if (items[index] is null)
            {
                place.Error("", $"found nothing, expected {Name(element)}.");
                good = false;
            }
            else if (TryBind(element, items[index], unit, place, out var item))
            {
                list.Add(item);
            }
            else
            {
                good = false;
            }
        }

        return good;
    }

    private static bool TryBindScalar(Type type, string text, string unit, FindingList findings, out object? value)
    {
        value = null;
        if (type == typeof(string))
        {
            value = text;
        }
        else if (type == typeof(double))
        {
            if (!Quantity.TryParse(text, unit, out var number, out var problem))
            {
                findings.Error("", problem + ".");
                return false;
            }

            value = number;
        }
        else if (type == typeof(int) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer))
        {
            value = integer;
        }
        else if (type == typeof(long) && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var large))
        {
            value = large;
        }
        else if (type == typeof(bool) && bool.TryParse(text, out var flag))
        {
            value = flag;
        }
        else if (type.IsEnum)
        {
            return TryBindEnum(type, text, findings, out value);
        }

        return value is not null || Fail(findings, JsonValue.Create(text), Name(type));
    }

    private static bool TryBindEnum(Type type, string text, FindingList findings, out object? value)
    {
        foreach (var member in Enum.GetValues(type))
        {
            if (string.Equals(KebabCase.From(member.ToString()!), text, StringComparison.OrdinalIgnoreCase))
            {
                value = member;
                return true;
            }
        }

        value = null;
        findings.Error("", $"found '{text}'; {NearestName.Hint(text, [.. Enum.GetNames(type).Select(KebabCase.From)])}.");
        return false;
    }

    private static bool Fail(FindingList findings, JsonNode? node, string expected)
    {
        var found = node is JsonValue ? $"'{node}'" : node is JsonArray ? "a list" : "an object";
        findings.Error("", $"found {found}, expected {expected}.");
        return false;
    }

    private static string Name(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type.IsEnum ? "a name"
        : type.IsClass && type != typeof(string) ? "an object in braces"
        : "a text";
}

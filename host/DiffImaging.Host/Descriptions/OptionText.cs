using System.Globalization;
using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Host.Descriptions;

/// <summary>Writes options for people to read, each with its description below it.</summary>
internal static class OptionText
{
    private const int Indent = 2;

    // Units with prefixes that a definition takes as well, so that what is shown can be written.
    private static readonly HashSet<string> Prefixed = ["m", "s", "rad"];

    public static IEnumerable<string> Lines(IReadOnlyList<OptionDescription> options, int depth = 1)
    {
        var indent = new string(' ', Indent * depth);
        var width = options.Select(option => option.Key.Length).DefaultIfEmpty().Max();
        foreach (var option in options)
        {
            yield return $"{indent}{option.Key.PadRight(width)}  {Facts(option)}";
            if (option.Description.Length > 0)
            {
                yield return $"{indent}    {option.Description}";
            }

            foreach (var line in Lines(option.Options, depth + 2))
            {
                yield return line;
            }
        }
    }

    /// <summary>A number with its unit, as a definition would have it.</summary>
    public static string Quantity(double value, string unit) => !Prefixed.Contains(unit)
        ? string.Create(CultureInfo.InvariantCulture, $"{value:G7}{(unit == "1" ? "" : " " + unit)}")
        : QuantityFormat.Format(value, unit, 6).Replace('−', '-');

    /// <summary>Type, names, range and default of an option, on one line.</summary>
    public static string Facts(OptionDescription option)
    {
        var facts = new List<string> { option.Unit == "1" ? option.Type : $"{option.Type} in {option.Unit}" };
        if (option.Values.Count > 0)
        {
            facts.Add(string.Join(" | ", option.Values));
        }

        if (option.Range is { } range)
        {
            facts.Add($"{Quantity(range.Minimum, option.Unit)} to {Quantity(range.Maximum, option.Unit)}");
        }

        facts.Add(option.IsRequired ? "required" : option.Default is { } value ? $"default {Value(value, option.Unit)}" : "optional");
        return string.Join("; ", facts);
    }

    /// <summary>A default, as a definition would have it but for quotation marks.</summary>
    public static string Value(object value, string unit) => value switch
    {
        bool truth => truth ? "true" : "false",
        string text => text.Length == 0 ? "empty" : text,
        List<object?> list => list.Count == 1 ? Value(list[0]!, unit) : $"[{string.Join(", ", list.Select(item => Value(item!, unit)))}]",
        _ => Quantity(Convert.ToDouble(value, CultureInfo.InvariantCulture), unit),
    };
}

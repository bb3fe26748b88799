using System.Globalization;

namespace DiffImaging.Sdk.Options;

/// <summary>Reads quantities such as <c>"36.85 mm"</c> into SI numbers.</summary>
public static class Quantity
{
    private static readonly Dictionary<string, (string Unit, double Factor)> Units = new(StringComparer.Ordinal)
    {
        ["m"] = ("m", 1), ["cm"] = ("m", 1e-2), ["mm"] = ("m", 1e-3), ["µm"] = ("m", 1e-6), ["μm"] = ("m", 1e-6),
        ["um"] = ("m", 1e-6), ["nm"] = ("m", 1e-9), ["pm"] = ("m", 1e-12), ["Å"] = ("m", 1e-10), ["km"] = ("m", 1e3),
        ["rad"] = ("rad", 1), ["mrad"] = ("rad", 1e-3), ["µrad"] = ("rad", 1e-6), ["urad"] = ("rad", 1e-6),
        ["deg"] = ("rad", Math.PI / 180), ["°"] = ("rad", Math.PI / 180), ["waves"] = ("rad", 2 * Math.PI),
        ["s"] = ("s", 1), ["ms"] = ("s", 1e-3), ["µs"] = ("s", 1e-6), ["us"] = ("s", 1e-6), ["min"] = ("s", 60),
        ["1/m"] = ("1/m", 1), ["1/cm"] = ("1/m", 1e2), ["1/mm"] = ("1/m", 1e3), ["1/µm"] = ("1/m", 1e6), ["1/um"] = ("1/m", 1e6),
        ["D"] = ("1/m", 1), ["px"] = ("px", 1), ["%"] = ("1", 0.01), ["1"] = ("1", 1), ["e-"] = ("1", 1),
    };

    /// <summary>Reads a quantity.</summary>
    /// <param name="text">A number, with or without a unit behind it; invariant culture.</param>
    /// <param name="unit">The SI unit expected.</param>
    /// <param name="value">The value in that unit.</param>
    /// <param name="problem">What is wrong, where the result is false.</param>
    /// <returns>Whether the text is such a quantity.</returns>
    public static bool TryParse(string text, string unit, out double value, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var (number, symbol) = Split(trimmed);
        problem = "";
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))
        {
            problem = $"found '{trimmed}', expected {Expectation(unit)}";
            return false;
        }

        if (symbol.Length == 0)
        {
            return true;
        }

        if (!Units.TryGetValue(symbol, out var known))
        {
            problem = $"found the unit '{symbol}', which is not known; expected {Expectation(unit)}";
            return false;
        }

        if (known.Unit != unit)
        {
            problem = $"found '{trimmed}', a quantity in {Name(known.Unit)}; expected {Expectation(unit)}";
            return false;
        }

        value *= known.Factor;
        return true;
    }

    /// <summary>The unit symbols that may be written where a unit is expected.</summary>
    public static IReadOnlyList<string> Symbols(string unit) =>
        [.. Units.Where(entry => entry.Value.Unit == unit).Select(entry => entry.Key)];

    // A unit may begin with a digit ("1/mm"), so the split is at the last blank, or else at the first letter-like sign.
    private static (string Number, string Symbol) Split(string text)
    {
        var blank = text.LastIndexOfAny([' ', '\u00a0', '\u202f']);
        if (blank > 0)
        {
            return (text[..blank].TrimEnd(), text[(blank + 1)..]);
        }

        for (var end = text.Length; end > 0; end--)
        {
            if (double.TryParse(text[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                return (text[..end], text[end..]);
            }
        }

        return (text, "");
    }

    private static string Expectation(string unit) => unit switch
    {
        "1" => "a pure number",
        "m" => "a length such as \"36.85 mm\" (a bare number is in metres)",
        "rad" => "an angle such as \"1.5 deg\" (a bare number is in radians)",
        "px" => "a number of pixels",
        _ => $"a quantity in {Name(unit)} (symbols: {string.Join(", ", Symbols(unit))})",
    };

    private static string Name(string unit) => unit switch
    {
        "m" => "metres",
        "rad" => "radians",
        "s" => "seconds",
        "px" => "pixels",
        "1" => "no unit",
        _ => unit,
    };
}

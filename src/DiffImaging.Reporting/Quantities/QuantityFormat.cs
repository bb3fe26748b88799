namespace DiffImaging.Reporting.Quantities;

/// <summary>Writes SI quantities as a physicist would: 36.73 mm, 532 nm, 0.003 px, 36.731 ± 0.015 mm.</summary>
/// <remarks>Units with customary prefixes take one; others, and numbers without unit, take a power of ten when they are
/// very small or large. The output does not depend on the culture; the minus sign is U+2212.</remarks>
public static class QuantityFormat
{
    private const int DigitsOfUncertainty = 2;

    /// <summary>Writes a quantity with a given number of significant digits.</summary>
    /// <param name="value">Value in SI.</param>
    /// <param name="unit">SI unit, as "m"; empty for a dimensionless number.</param>
    /// <param name="digits">Most significant digits; trailing zeros are dropped.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one or more than 15 digits.</exception>
    public static string Format(double value, string unit, int digits = 4)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 15);
        var display = DisplayUnit.For(DecimalText.Round(value, digits), unit);
        return Join(DecimalText.Significant(display.Scale(value), digits), display);
    }

    /// <summary>Writes a value to the digit its standard deviation supports, without writing the deviation.</summary>
    /// <param name="value">Value in SI.</param>
    /// <param name="unit">SI unit.</param>
    /// <param name="standardDeviation">Standard deviation in SI; when it is unknown, not finite or 0, four digits are written.</param>
    public static string Format(double value, string unit, double? standardDeviation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (standardDeviation is not { } deviation || !IsUsable(value, deviation))
        {
            return Format(value, unit);
        }

        var (display, decimals) = Precision(value, deviation, unit);
        return Join(DecimalText.Fixed(display.Scale(value), decimals), display);
    }

    /// <summary>Writes a value with its standard deviation, the latter with two significant digits.</summary>
    /// <param name="value">Value in SI.</param>
    /// <param name="unit">SI unit.</param>
    /// <param name="standardDeviation">Standard deviation in SI.</param>
    public static string FormatWithDeviation(double value, string unit, double standardDeviation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        if (!IsUsable(value, standardDeviation))
        {
            return $"{Format(value, unit)} ± {Format(standardDeviation, unit, DigitsOfUncertainty)}";
        }

        var (display, decimals) = Precision(value, standardDeviation, unit);
        var mean = DecimalText.Fixed(display.Scale(value), decimals);
        var deviation = DecimalText.Fixed(display.Scale(standardDeviation), decimals);
        var pair = $"{mean} ± {deviation}";
        return display.Prefixed ? Join(pair, display) : Join($"({pair})", display);
    }

    /// <summary>The unit in which values of a size are written, for axes and columns.</summary>
    /// <param name="magnitude">Largest absolute value to be written, in SI.</param>
    /// <param name="unit">SI unit.</param>
    /// <returns>The written value over that in SI, and the symbol; empty for a pure number.</returns>
    public static (double Factor, string Symbol) UnitFor(double magnitude, string unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var display = DisplayUnit.For(magnitude, unit);
        return (display.Scale(1), display.Symbol);
    }

    /// <summary>Joins a written number and its unit.</summary>
    internal static string Join(string number, DisplayUnit display) => display switch
    {
        { Prefixed: false } => $"{number}×{display.Symbol}",
        { Symbol: "" } => number,
        { Symbol: "°" or "%" } => number + display.Symbol,
        _ => $"{number} {display.Symbol}",
    };

    private static bool IsUsable(double value, double deviation) =>
        double.IsFinite(value) && double.IsFinite(deviation) && deviation > 0;

    private static (DisplayUnit Display, int Decimals) Precision(double value, double deviation, string unit)
    {
        var rounded = DecimalText.Round(deviation, DigitsOfUncertainty);
        var display = DisplayUnit.For(Math.Max(Math.Abs(value), rounded), unit);
        var decimals = DigitsOfUncertainty - 1 - (DecimalText.Decade(rounded) - display.Exponent);
        return (display, decimals);
    }
}

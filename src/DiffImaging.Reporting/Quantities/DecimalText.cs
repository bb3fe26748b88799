using System.Globalization;

namespace DiffImaging.Reporting.Quantities;

/// <summary>Writes numbers in decimal notation with a true minus sign, independent of the culture.</summary>
internal static class DecimalText
{
    private const int MostDecimals = 15;

    /// <summary>Writes a number with a fixed count of decimals; a negative count rounds to tens, hundreds and so on.</summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }

        if (decimals < 0)
        {
            var unit = Math.Pow(10, -decimals);
            value = Math.Round(value / unit) * unit;
        }

        var places = Math.Clamp(decimals, 0, MostDecimals);
        var text = Math.Abs(value).ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().IndexOfAnyExcept('0', '.') >= 0 ? "−" + text : text;
    }

    /// <summary>Writes a number with a count of significant digits, without trailing zeros.</summary>
    public static string Significant(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return Fixed(value, 0);
        }

        var text = Fixed(value, digits - 1 - Decade(value));
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>Rounds to a count of significant digits.</summary>
    public static double Round(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }

        var unit = Math.Pow(10, Decade(value) - digits + 1);
        return Math.Round(value / unit) * unit;
    }

    /// <summary>The power of ten of the leading digit of a number that is neither zero nor infinite.</summary>
    public static int Decade(double value) => (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-12);
}

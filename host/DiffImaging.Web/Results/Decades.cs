using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Web.Results;

/// <summary>Ticks of a logarithmic axis, as 10⁶.</summary>
internal static class Decades
{
    private const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private const double LeastPlain = 0.01;
    private const double LargestPlain = 1000;

    /// <summary>Writes a tick; what is no power of ten, or a small one, is written as it is.</summary>
    public static string Text(double value)
    {
        var exponent = Math.Log10(value);
        if (value is >= LeastPlain and <= LargestPlain || Math.Abs(exponent - Math.Round(exponent)) > 1e-9)
        {
            return QuantityFormat.Format(value, "1", 3);
        }

        var digits = FormattableString.Invariant($"{Math.Abs(Math.Round(exponent)):0}").Select(digit => Digits[digit - '0']);
        return "10" + (exponent < 0 ? "⁻" : "") + string.Concat(digits);
    }
}

using System.Globalization;

namespace DiffImaging.Reporting.Quantities;

/// <summary>Writes whole numbers in superscript characters, as in 10⁻³.</summary>
internal static class Superscript
{
    private const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static string Of(int number) => string.Concat(
        number.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : Digits[c - '0']));
}

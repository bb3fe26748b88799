using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Web.Results;

/// <summary>Numbers as they stand on the page.</summary>
internal static class Figures
{
    private const string None = "–";

    /// <summary>A quantity, to the digits that its standard deviation supports where there is one.</summary>
    public static string Of(double? value, string unit, double? deviation = null) =>
        value is not { } known ? None : deviation is > 0 ? QuantityFormat.Format(known, unit, deviation) : QuantityFormat.Format(known, unit, 5);

    /// <summary>A standard deviation.</summary>
    public static string Deviation(double? value, string unit) => value is { } known ? $"± {QuantityFormat.Format(known, unit, 2)}" : None;

    /// <summary>A pure number.</summary>
    public static string Of(double? value) => value is { } known ? QuantityFormat.Format(known, "1", 4) : None;

    /// <summary>The size of a file.</summary>
    public static string Size(long bytes) => bytes < 1000 ? FormattableString.Invariant($"{bytes} B")
        : bytes < 1_000_000 ? FormattableString.Invariant($"{bytes / 1e3:0.0} kB")
        : FormattableString.Invariant($"{bytes / 1e6:0.0} MB");
}

namespace DiffImaging.Reporting.Axes;

/// <summary>Writes "distance (mm)", and leaves out what is empty.</summary>
internal static class AxisTitle
{
    public static string Of(string label, string symbol) => (label, symbol) switch
    {
        (_, "") => label,
        ("", _) => symbol,
        _ => $"{label} ({symbol})",
    };
}

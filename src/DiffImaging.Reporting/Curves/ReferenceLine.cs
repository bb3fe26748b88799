namespace DiffImaging.Reporting.Curves;

/// <summary>A straight line across a plot that marks a value: the nominal distance, the estimate, the truth.</summary>
/// <param name="Name">What the value is; the legend adds the value itself.</param>
/// <param name="Value">The value in SI, on the axis the line stands on.</param>
/// <param name="StandardDeviation">Standard deviation in SI, which decides the digits written; null when unknown.</param>
public sealed record ReferenceLine(string Name, double Value, double? StandardDeviation = null);

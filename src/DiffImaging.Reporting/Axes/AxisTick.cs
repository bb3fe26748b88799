namespace DiffImaging.Reporting.Axes;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where it stands, in the axis' own unit.</param>
/// <param name="Label">What is written beside it; empty for a minor mark; lines are separated by '\n'.</param>
internal readonly record struct AxisTick(double Value, string Label);

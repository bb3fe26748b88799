using SkiaSharp;

namespace DiffImaging.Reporting.Axes;

/// <summary>A line sample and its name.</summary>
internal sealed record LegendEntry(string Name, SKColor Color, float LineWidth, float[] Dash);

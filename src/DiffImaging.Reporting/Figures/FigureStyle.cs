using SkiaSharp;

namespace DiffImaging.Reporting.Figures;

/// <summary>Sizes and colors shared by all figures, in CSS pixels.</summary>
internal static class FigureStyle
{
    // Two figures and the gap between them fill the page of report.css.
    public const int Width = 556;
    public const float Margin = 14;
    public const float TitleSize = 15;
    public const float LabelSize = 13;
    public const float TickSize = 12;
    public const float LineHeight = 1.35f;
    public const float TickLength = 4;

    public static readonly SKColor Ink = new(0x1f, 0x29, 0x33);
    public static readonly SKColor Soft = new(0x52, 0x60, 0x6d);
    public static readonly SKColor Grid = new(0xe4, 0xe7, 0xeb);
    public static readonly SKColor Paper = SKColors.White;

    // Okabe and Ito's colors, told apart by color-blind readers; the yellow is left out: too faint on white.
    private static readonly SKColor[] SeriesColors =
    [
        new(0x00, 0x72, 0xb2), new(0xd5, 0x5e, 0x00), new(0x00, 0x9e, 0x73), new(0xcc, 0x79, 0xa7),
        new(0xe6, 0x9f, 0x00), new(0x56, 0xb4, 0xe9), new(0x3e, 0x4c, 0x59),
    ];

    private static readonly float[][] Dashes = [[], [6, 3], [2, 2.5f], [8, 3, 2, 3]];

    public static SKColor Series(int index) => SeriesColors[index % SeriesColors.Length];

    /// <summary>Solid for the first round of colors, then dashed, dotted and dash-dotted.</summary>
    public static float[] Dash(int index) => Dashes[index / SeriesColors.Length % Dashes.Length];

    /// <summary>Dashes of reference lines, each different so that they are told apart without color.</summary>
    public static float[] MarkerDash(int index) => Dashes[1 + (index % (Dashes.Length - 1))];
}

using SkiaSharp;

namespace DiffImaging.Reporting.Figures;

/// <summary>The embedded typeface (DejaVu Sans). System fonts are never asked for, so a bare server draws the same.</summary>
internal static class FigureFont
{
    private const string Resource = "DejaVuSans.ttf";

    /// <summary>Height of a capital letter, as a share of the font size.</summary>
    public const float CapHeight = 0.729f;

    private static readonly Lazy<SKTypeface> Typeface = new(Load);

    public static float Measure(string text, float size, bool bold = false)
    {
        using var font = Create(size, bold);
        return font.MeasureText(text);
    }

    /// <returns>The outline of the text with its baseline at the origin; the caller disposes it.</returns>
    public static SKPath Outline(string text, float size, bool bold = false)
    {
        using var font = Create(size, bold);
        return font.GetTextPath(text, SKPoint.Empty);
    }

    // Unhinted outlines at fractional positions: the layout then does not depend on the resolution.
    private static SKFont Create(float size, bool bold) => new(Typeface.Value, size)
    {
        Embolden = bold,
        Hinting = SKFontHinting.None,
        Subpixel = true,
        LinearMetrics = true,
    };

    private static SKTypeface Load()
    {
        using var stream = typeof(FigureFont).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the assembly.");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data)
            ?? throw new InvalidOperationException($"The resource {Resource} is not a font that SkiaSharp can read.");
    }
}

namespace DiffImaging.Reporting.Figures;

/// <summary>The title of a figure, at its upper left, in as many lines as it needs.</summary>
internal static class FigureTitle
{
    /// <summary>Height that <see cref="Draw"/> will use, margin included.</summary>
    public static float Bottom(string title, float width) => FigureStyle.Margin
        + (TextWrapping.Wrap(title, width, FigureStyle.TitleSize, bold: true).Count * FigureStyle.TitleSize * FigureStyle.LineHeight);

    /// <returns>The height at which the title ends.</returns>
    public static float Draw(FigureCanvas canvas, string title, float left, float width)
    {
        var baseline = FigureStyle.Margin + FigureStyle.TitleSize;
        foreach (var line in TextWrapping.Wrap(title, width, FigureStyle.TitleSize, bold: true))
        {
            canvas.Text(line, left, baseline, FigureStyle.TitleSize, FigureStyle.Ink, TextAnchor.Start, bold: true);
            baseline += FigureStyle.TitleSize * FigureStyle.LineHeight;
        }

        return Bottom(title, width);
    }
}

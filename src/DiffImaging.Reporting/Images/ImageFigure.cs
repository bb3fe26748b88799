using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Figures;

namespace DiffImaging.Reporting.Images;

/// <summary>An image with title, physical axes, scale bar and color bar; pixels are square unless axes of one unit say otherwise.</summary>
public sealed record ImageFigure : IFigure
{
    /// <inheritdoc/>
    public required string Title { get; init; }

    /// <summary>The image; with a pitch the axes are lengths with their origin at the upper left corner, else pixels.</summary>
    public required SampledImage Image { get; init; }

    /// <summary>The axis along a row where it is not the image's pitch from the corner; it takes the place of that pitch in the scale bar too.</summary>
    public PixelAxis? X { get; init; }

    /// <summary>The axis along a column where it is not the image's pitch from the corner.</summary>
    public PixelAxis? Y { get; init; }

    /// <inheritdoc/>
    public string? Caption { get; init; }

    /// <summary>The color map.</summary>
    public ColorMap Map { get; init; } = ColorMap.Gray;

    /// <summary>The values at the ends of the map; null takes percentiles, ±π or a symmetric range, as the map asks.</summary>
    public ColorLimits? Limits { get; init; }

    /// <summary>What the values are, as "phase"; beside the color bar.</summary>
    public string ValueLabel { get; init; } = "";

    /// <summary>SI unit of the values, as "rad"; empty for a number.</summary>
    public string ValueUnit { get; init; } = "";

    /// <summary>Longer side of the image itself on the page, in CSS pixels; at least 100.</summary>
    public int Size { get; init; } = 380;

    /// <summary>Whether rows and columns have axes.</summary>
    public bool Axes { get; init; } = true;

    /// <summary>Whether a scale bar is drawn; needs a pitch, and an image large enough to hold it.</summary>
    public bool ScaleBar { get; init; } = true;

    /// <summary>Whether a color bar is drawn.</summary>
    public bool ColorBar { get; init; } = true;

    /// <summary>Whether pixels that are not finite catch the eye and are counted below the image; false where they are meant, as outside a pupil: they are plain then.</summary>
    public bool MissingNote { get; init; } = true;

    /// <inheritdoc/>
    public byte[] ToPng()
    {
        var layout = new ImageLayout(this, Limits ?? ColoredPixels.DefaultLimits(Image, Map));
        return FigureOutput.Png(layout.Width, layout.Height, layout.Draw);
    }
}

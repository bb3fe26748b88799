using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Reporting.Images;

/// <summary>A bar of a round length (1, 2 or 5 times a power of ten) that shows the scale of an image.</summary>
/// <param name="Length">Length the bar stands for, in its unit.</param>
/// <param name="Pixels">Length of the bar, in image pixels.</param>
public readonly record struct ScaleBar(double Length, double Pixels)
{
    private const double LargestShare = 0.3;

    /// <summary>SI unit of the length: metres, unless the image's axes are something else.</summary>
    public string Unit { get; init; } = "m";

    /// <summary>The length with its unit, as "50 µm".</summary>
    public string Label => QuantityFormat.Format(Length, Unit, 1);

    /// <summary>Chooses the longest round bar that is at most three tenths of the image's width.</summary>
    /// <param name="columns">Width of the image, in pixels.</param>
    /// <param name="pitch">Pixel pitch, in the unit.</param>
    public static ScaleBar For(int columns, double pitch)
    {
        var longest = LargestShare * columns * pitch;
        var power = Math.Pow(10, Math.Floor(Math.Log10(longest)));
        var leading = longest / power;
        var length = power * (leading >= 5 ? 5 : leading >= 2 ? 2 : 1);
        return new ScaleBar(length, length / pitch);
    }
}

namespace DiffImaging.Data;

/// <summary>Corrected frames, ready for an inversion, with what is known about them.</summary>
public sealed class Measurement
{
    /// <summary>Wraps frames, for instance simulated ones.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="mask">Pixels that are used; of the frames' size.</param>
    /// <exception cref="ArgumentException">Mask or background have another size than the frames.</exception>
    public Measurement(ImageStack frames, PixelMask mask)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(mask);
        if ((mask.Frames, mask.Rows, mask.Columns) != (frames.Frames, frames.Rows, frames.Columns))
        {
            throw new ArgumentException(
                $"The mask has {mask.Frames} × {mask.Rows} × {mask.Columns} pixels, the frames {frames}.", nameof(mask));
        }

        Frames = frames;
        Mask = mask;
    }

    /// <summary>Intensity, [frames, rows, columns]: (I − D) / (B − D) and without unit where a background was given, so that 1 is the level
    /// without specimen; I − D in codes of the file otherwise. Noise may make values negative; they are kept, so that the mean stays
    /// true.</summary>
    public ImageStack Frames { get; }

    /// <summary>Pixels that are used. A pixel without a defined value holds the mean of the used ones of its frame; a saturated one holds
    /// what was recorded; one that a rotation brought in from outside continues the edge.</summary>
    public PixelMask Mask { get; }

    /// <summary>The divisor B − D in codes, [1, rows, columns], prepared like the frames; zero where it is too small to divide by; null
    /// without background. The noise of a divided pixel is that of its codes over this.</summary>
    public ImageStack? Background { get; init; }

    /// <summary>Bits of a stored sample, where all measurement files agree.</summary>
    public int? BitDepth => Frames.Metadata.BitDepth;

    /// <summary>Largest code of the stored integer type, or null for floating-point files.</summary>
    public double? MaximumCode => Frames.Metadata.MaximumCode;

    /// <summary>Level of saturation that was applied, in codes, or null.</summary>
    public double? SaturationLevel { get; init; }

    /// <summary>The part of the rotated camera frame that is left, or null for all of it.</summary>
    public RegionOfInterest? Region { get; init; }

    /// <summary>Files it was made from, in the order measurement, backgrounds, darks, mask.</summary>
    public IReadOnlyList<InputFile> Inputs { get; init; } = [];

    /// <summary>What a user should know about the data, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

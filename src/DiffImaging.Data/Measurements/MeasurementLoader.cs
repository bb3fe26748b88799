using System.Globalization;

namespace DiffImaging.Data;

/// <summary>Reads the files of a measurement and prepares them.</summary>
/// <remarks>
/// Order: read; check that values are finite; mask bad and saturated pixels; square amplitudes; (I − D) / (B − D); rotate; flip; crop.
/// D is the mean of all dark frames, zero without them; B that of all backgrounds; without backgrounds only D is subtracted.
/// A pixel is masked where B − D is below a thousandth of its mean, where the measurement or a background frame is saturated, where the
/// mask
/// file is zero, and where a rotation brings in what was not recorded.
/// </remarks>
public static class MeasurementLoader
{
    /// <summary>Above this part of pixels at the largest code a warning is due when no level of saturation was given.</summary>
    private const double NoticeableSaturation = 1e-3;

    /// <summary>Loads a measurement.</summary>
    /// <param name="options">Files and preparation.</param>
    /// <param name="folder">Folder that relative paths are relative to; null for the current one.</param>
    /// <exception cref="MeasurementException">A file cannot be used, files do not fit each other, the region does not fit, or no pixel is
    /// left.</exception>
    public static Measurement Load(MeasurementOptions options, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireSensible(options);
        var inputs = new List<InputFile>();
        var raw = FrameFiles.Read(Resolve(options.Measurement, folder), options, InputRole.Measurement, inputs);
        var maskInputs = new List<InputFile>();
        var good = ReadMask(options, folder, raw, maskInputs);
        FiniteCheck.Require(raw, good);
        FiniteCheck.RequireAmplitude(raw, good, options.Quantity);
        var background = Reference.Average(Resolve(options.Backgrounds, folder), InputRole.Background, options, raw, good, inputs);
        var dark = Reference.Average(Resolve(options.Darks, folder), InputRole.Dark, options, raw, good, inputs);
        inputs.AddRange(maskInputs);

        var warnings = Warnings(raw, options);
        var flags = new FrameFlags(raw, good, options.SaturationLevel);
        if (options.Quantity == RecordedQuantity.Amplitude)
        {
            Square(raw.Pixels);
        }

        var divisor = FlatField.Correct(raw, flags, background, dark);
        return Place(options, raw, new PixelMask(raw.Frames, raw.Rows, raw.Columns, flags.Valid), divisor, inputs, warnings);
    }

    /// <summary>Finds the size that a measurement will have, from the headers of its files; no pixel is read.</summary>
    /// <remarks>Everything that headers tell is checked as in <see cref="Load"/>: that files are there, whole and of a kind that is read, that
    /// their sizes agree, and that the region lies inside the rotated frame.</remarks>
    /// <param name="options">Files and preparation.</param>
    /// <param name="folder">Folder that relative paths are relative to; null for the current one.</param>
    /// <returns>Frames, and rows and columns after rotation and region of interest.</returns>
    /// <exception cref="MeasurementException">A file cannot be used, files do not fit each other, or the region does not fit.</exception>
    public static ImageSize Describe(MeasurementOptions options, string? folder = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireSensible(options);
        var files = Resolve(options.Measurement, folder);
        var recorded = FrameFiles.ReadSize(files, options);
        if (options.Frames is { } frames)
        {
            recorded = recorded with { Frames = new FrameSelection(frames).Require(recorded.Frames, files[0]) };
        }

        foreach (var references in new[] { options.Backgrounds, options.Darks }.Where(list => list.Count > 0))
        {
            FrameFiles.ReadSize(Resolve(references, folder), options, (files[0], recorded));
        }

        if (options.Mask is { } mask)
        {
            var path = Resolve([mask], folder)[0];
            RequireMask(path, ImageReader.ReadSize(path), recorded.Rows, recorded.Columns);
        }

        var placed = int.IsOddInteger(CubicRotation.QuarterTurns(options.RotationDegrees))
            ? recorded with { Rows = recorded.Columns, Columns = recorded.Rows }
            : recorded;
        return options.Region?.Resolve(placed.Rows, placed.Columns, files[0]) is { } region
            ? placed with { Rows = region.Rows, Columns = region.Columns }
            : placed;
    }

    private static void Square(float[] values)
    {
        foreach (ref var value in values.AsSpan())
        {
            value *= value;
        }
    }

    private static Measurement Place(
        MeasurementOptions options,
        ImageStack corrected,
        PixelMask valid,
        ImageStack? divisor,
        List<InputFile> inputs,
        List<string> warnings)
    {
        var (frames, mask) = Orient(options, corrected, valid);
        var background = divisor is null ? null : Orient(options, divisor, PixelMask.Full(1, divisor.Rows, divisor.Columns)).Frames;
        var region = options.Region?.Resolve(frames.Rows, frames.Columns, frames.Metadata.SourcePath);
        if (region is not null)
        {
            (frames, mask, background) = (frames.Crop(region), mask.Crop(region), background?.Crop(region));
        }

        for (var frame = 0; frame < frames.Frames; frame++)
        {
            if (!mask.Valid.AsSpan(frame * frames.PixelsPerFrame, frames.PixelsPerFrame).Contains(true))
            {
                throw new MeasurementException(
                    frames.Metadata.SourcePath ?? "",
                    $"frame {frame} has no pixel left: all are bad, saturated, dark in the background or outside",
                    null);
            }
        }

        return new Measurement(frames, mask)
        {
            Background = background,
            SaturationLevel = options.SaturationLevel,
            Region = region,
            Inputs = inputs,
            Warnings = warnings,
        };
    }

    private static (ImageStack Frames, PixelMask Mask) Orient(MeasurementOptions options, ImageStack stack, PixelMask valid)
    {
        var (frames, mask) = CubicRotation.Rotate(stack, valid, options.RotationDegrees);
        (frames, mask) = options.FlipRows ? (frames.FlipRows(), mask.FlipRows()) : (frames, mask);
        return options.FlipColumns ? (frames.FlipColumns(), mask.FlipColumns()) : (frames, mask);
    }

    private static void RequireSensible(MeasurementOptions options)
    {
        if (options.Measurement.Count == 0)
        {
            throw new MeasurementException("no measurement file is given");
        }

        if (!double.IsFinite(options.RotationDegrees))
        {
            throw new MeasurementException(
                string.Create(
                    CultureInfo.InvariantCulture, $"the rotation is {options.RotationDegrees} degrees; a finite angle was expected"));
        }
    }

    private static string[] Resolve(IReadOnlyList<string> paths, string? folder) =>
        [.. paths.SelectMany(path => NumberedImages.Expand(folder is null ? path : Path.Combine(folder, path)))];

    /// <summary>Good pixels of the camera, [rows, columns].</summary>
    private static bool[] ReadMask(MeasurementOptions options, string? folder, ImageStack raw, List<InputFile> inputs)
    {
        if (options.Mask is null)
        {
            return PixelMask.Full(1, raw.Rows, raw.Columns).Valid;
        }

        var mask = FrameFiles.Read(Resolve([options.Mask], folder), options, InputRole.Mask, inputs);
        RequireMask(inputs[^1].Path, new ImageSize(mask.Frames, mask.Rows, mask.Columns), raw.Rows, raw.Columns);
        return [.. mask.Pixels.Select(value => value != 0)];
    }

    private static void RequireMask(string path, ImageSize mask, int rows, int columns)
    {
        if (mask != new ImageSize(1, rows, columns))
        {
            throw new MeasurementException(
                path, $"is a mask of {mask} pixels; one frame of the measurement's {rows} × {columns} was expected", null);
        }
    }

    private static List<string> Warnings(ImageStack raw, MeasurementOptions options)
    {
        var warnings = new List<string>();
        if (raw.Metadata.ColorAveraged)
        {
            warnings.Add($"{raw.Metadata.SourcePath} has colours; each pixel is the mean of red, green and blue.");
        }

        if (options.SaturationLevel is null && raw.Metadata.MaximumCode is { } maximum)
        {
            var atMaximum = raw.Pixels.AsSpan().Count((float)maximum) / (double)raw.Pixels.Length;
            if (atMaximum > NoticeableSaturation)
            {
                warnings.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{atMaximum:P1} of the pixels of {raw.Metadata.SourcePath} are at the largest code {maximum}; a saturation level "
                    + $"would mask them."));
            }
        }

        return warnings;
    }
}

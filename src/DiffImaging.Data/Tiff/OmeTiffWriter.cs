using System.Globalization;
using System.Runtime.ExceptionServices;
using BitMiracle.LibTiff.Classic;

namespace DiffImaging.Data;

/// <summary>Writes stacks as OME-TIFF: 32-bit floating point, uncompressed, one page per frame; the file appears whole or not at
/// all.</summary>
/// <remarks>The scale stands twice: as PhysicalSizeX and PhysicalSizeY in µm in the OME-XML of the first page (Bio-Formats in Fiji, napari,
/// QuPath), and as the classic resolution in pixels per centimetre on every page (ImageJ without plugins, Gwyddion). ImageJ's own
/// description cannot stand beside the OME-XML: both claim the first page's ImageDescription.</remarks>
public static class OmeTiffWriter
{
    /// <summary>Classic TIFF counts bytes in 32 bits.</summary>
    private const long MaximumBytes = uint.MaxValue - (16L << 20);

    private const int StripBytes = 1 << 18;

    /// <summary>Writes a stack of square pixels.</summary>
    /// <param name="path">The file, best ending in <c>.ome.tif</c>; its folder must exist.</param>
    /// <param name="stack">The frames; NaN and infinities are written as they are.</param>
    /// <param name="pixelPitch">Distance of neighbouring pixels, in metres.</param>
    /// <exception cref="ArgumentException">The stack is larger than the 4 GiB of a TIFF file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The pitch is not positive.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ImageStack stack, double pixelPitch) =>
        Write(path, stack, new OmeTiffOptions { ColumnPitch = pixelPitch, RowPitch = pixelPitch });

    /// <summary>Writes a stack.</summary>
    /// <param name="path">The file, best ending in <c>.ome.tif</c>; its folder must exist.</param>
    /// <param name="stack">The frames; NaN and infinities are written as they are.</param>
    /// <param name="options">Scale and names.</param>
    /// <exception cref="ArgumentException">The stack is larger than the 4 GiB of a TIFF file or has more than 32767 frames.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length in the options is not positive.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ImageStack stack, OmeTiffOptions options)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(options);
        RequireLengths(options);
        if (stack.Pixels.LongLength * sizeof(float) > MaximumBytes || stack.Frames > short.MaxValue)
        {
            throw new ArgumentException(
                $"A stack of {stack} pixels does not fit in a TIFF file of 4 GiB; write it as .npy.", nameof(stack));
        }

        AtomicFile.Write(path, stream =>
        {
            var kept = new KeptOpenTiffStream();
            try
            {
                WritePages(path, stream, kept, stack, options);
            }
            catch (IOException) when (kept.Failure is not null)
            {
                // What the library made of it is told below by its cause.
            }

            if (kept.Failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
        });
    }

    private static void RequireLengths(OmeTiffOptions options)
    {
        foreach (var length in new[] { options.ColumnPitch, options.RowPitch, options.FrameSpacing })
        {
            if (length is { } metres && !(metres > 0 && double.IsFinite(metres)))
            {
                throw new ArgumentOutOfRangeException(nameof(options), metres, "A pitch or spacing in metres must be positive.");
            }
        }
    }

    private static void WritePages(string path, Stream stream, KeptOpenTiffStream kept, ImageStack stack, OmeTiffOptions options)
    {
        QuietTiffErrors.Begin();
        using var tiff = Tiff.ClientOpen(path, "w", stream, kept)
            ?? throw new IOException($"{path}: the TIFF file cannot be begun ({QuietTiffErrors.FirstError}).");
        var rowsPerStrip = Math.Clamp(StripBytes / (stack.Columns * sizeof(float)), 1, stack.Rows);
        for (var frame = 0; frame < stack.Frames; frame++)
        {
            SetTags(tiff, stack, options, rowsPerStrip);
            if (frame == 0)
            {
                tiff.SetField(TiffTag.IMAGEDESCRIPTION, OmeXml.Describe(stack, options));
            }

            WriteStrips(tiff, stack, frame, rowsPerStrip);
            if (!tiff.WriteDirectory() || QuietTiffErrors.FirstError is not null)
            {
                throw new IOException($"{path}: page {frame + 1} cannot be written ({QuietTiffErrors.FirstError}).");
            }
        }
    }

    private static void SetTags(Tiff tiff, ImageStack stack, OmeTiffOptions options, int rowsPerStrip)
    {
        tiff.SetField(TiffTag.IMAGEWIDTH, stack.Columns);
        tiff.SetField(TiffTag.IMAGELENGTH, stack.Rows);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 32);
        tiff.SetField(TiffTag.SAMPLEFORMAT, SampleFormat.IEEEFP);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.COMPRESSION, Compression.NONE);
        tiff.SetField(TiffTag.ROWSPERSTRIP, rowsPerStrip);
        tiff.SetField(TiffTag.SOFTWARE, "DiffImaging");
        if (options is { ColumnPitch: { } columnPitch, RowPitch: { } rowPitch })
        {
            tiff.SetField(TiffTag.RESOLUTIONUNIT, ResUnit.CENTIMETER);
            tiff.SetField(TiffTag.XRESOLUTION, 0.01 / columnPitch);
            tiff.SetField(TiffTag.YRESOLUTION, 0.01 / rowPitch);
        }
    }

    private static void WriteStrips(Tiff tiff, ImageStack stack, int frame, int rowsPerStrip)
    {
        var pixels = stack.Frame(frame);
        var bytes = new byte[rowsPerStrip * stack.Columns * sizeof(float)];
        for (var (strip, row) = (0, 0); row < stack.Rows; strip++, row += rowsPerStrip)
        {
            var rows = Math.Min(rowsPerStrip, stack.Rows - row);
            var part = System.Runtime.InteropServices.MemoryMarshal.AsBytes(pixels.Slice(row * stack.Columns, rows * stack.Columns));
            part.CopyTo(bytes);
            if (tiff.WriteEncodedStrip(strip, bytes, part.Length) != part.Length)
            {
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"Strip {strip} of page {frame + 1} cannot be written."));
            }
        }
    }
}

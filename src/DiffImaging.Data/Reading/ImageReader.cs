using System.Numerics;

namespace DiffImaging.Data;

/// <summary>Reads image files into stacks; the kind of file is recognised by its content.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><b>TIFF</b> and BigTIFF: one frame per full-resolution page; integers of 8, 16, 32 bits, floating point of 32 and 64; strips and
/// tiles; no compression, LZW, Deflate, PackBits, with predictors. White-is-zero integers are inverted. The orientation tag is
/// ignored.</item>
/// <item><b>PNG</b>: all bit depths, codes as stored, no gamma or colour profile.</item>
/// <item><b>JPEG</b>: 8 bits, no colour management, EXIF orientation ignored.</item>
/// <item><b>NumPy</b>: arrays [rows, columns] or [frames, rows, columns]; see <see cref="NpyReader"/>.</item>
/// </list>
/// Colour: the plain mean of red, green and blue, which keeps proportion to the light and leaves equal channels as they are;
/// <see cref="ImageMetadata.ColorAveraged"/> tells when channels differed. Alpha is ignored. Integer codes keep their value; what single
/// precision cannot hold is rounded.
/// A damaged, truncated or hostile file gives one <see cref="MeasurementException"/>; sizes that a header claims are checked against the
/// file's length and a limit of 2³⁰ pixels before memory is taken. Values that are not finite are left for the caller to judge.
/// </remarks>
public static class ImageReader
{
    /// <summary>Reads real frames.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">Name of the array in an <c>.npz</c> archive; may be null when it holds just one. Ignored for other
    /// files.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged, of another kind, too large, or complex.</exception>
    public static ImageStack Read(string path, string? array = null) => DataFile.Read(path, (file, format) => format switch
    {
        ImageFormat.Tiff => TiffReader.Read(file),
        ImageFormat.Png => PngReader.Read(file),
        ImageFormat.Jpeg => JpegReader.Read(file),
        _ => ToStack(file, NpyReader.ReadArray<float>(file, format, array)),
    });

    /// <summary>Reads the size of real frames from the headers of a file; no pixel is decoded.</summary>
    /// <remarks>What a header alone tells is an error here as in <see cref="Read"/>: another kind of file, a truncated one, sizes that the
    /// file cannot hold. Damage inside the pixels is left for <see cref="Read"/> to find.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="array">Name of the array in an <c>.npz</c> archive; may be null when it holds just one. Ignored for other
    /// files.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged, of another kind, too large, or complex.</exception>
    public static ImageSize ReadSize(string path, string? array = null) => DataFile.Read(path, (file, format) => format switch
    {
        ImageFormat.Tiff => TiffReader.ReadSize(file),
        ImageFormat.Png => PngReader.ReadSize(file),
        ImageFormat.Jpeg => JpegReader.ReadSize(file),
        _ => FrameShape(file, NpyReader.ReadShape(file, format, array)),
    });

    /// <summary>Reads complex frames from a NumPy file; real ones get a zero imaginary part.</summary>
    /// <param name="path">An <c>.npy</c> or <c>.npz</c> file.</param>
    /// <param name="array">Name of the array in an archive; may be null when it holds just one.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged, of another kind or too large.</exception>
    public static ComplexImageStack ReadComplex(string path, string? array = null) => DataFile.Read(path, (file, format) =>
    {
        var read = NpyReader.ReadArray<Complex>(file, format, array);
        var (frames, rows, columns) = FrameShape(file, read.Shape);
        return new ComplexImageStack(frames, rows, columns, read.Values, read.Metadata);
    });

    private static ImageStack ToStack(SourceFile file, NpyArray<float> read)
    {
        var (frames, rows, columns) = FrameShape(file, read.Shape);
        return new ImageStack(frames, rows, columns, read.Values, read.Metadata);
    }

    private static ImageSize FrameShape(SourceFile file, IReadOnlyList<int> shape) => shape switch
    {
        [var rows, var columns] => new ImageSize(1, rows, columns),
        [var frames, var rows, var columns] => new ImageSize(frames, rows, columns),
        _ => throw file.Error(
            $"holds an array of shape ({string.Join(", ", shape)}); [rows, columns] or [frames, rows, columns] was expected"),
    };
}

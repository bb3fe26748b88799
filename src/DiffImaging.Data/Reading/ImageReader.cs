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
/// <item><b>NumPy</b> <c>.npy</c> and <c>.npz</c>, <b>MATLAB</b> (v6, v7, v7.3), <b>HDF5</b> and CXI: arrays of two or three axes, or of more
/// where they are named; see <see cref="ArrayReader"/> for how variables are named, and <see cref="FrameAxes"/> for axes. Without names
/// three axes are [frames, rows, columns], in files of MATLAB [rows, columns, frames].</item>
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
    /// <param name="variable">Name of the array, where the file holds arrays; may be null when only one fits. Ignored for images.</param>
    /// <param name="axes">What the axes of the array count; null for the convention of the file. Ignored for images.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged, of another kind, too large, or complex.</exception>
    public static ImageStack Read(string path, string? variable = null, FrameAxes? axes = null) => DataFile.Read(path, (file, format) => format switch
    {
        ImageFormat.Tiff => TiffReader.Read(file),
        ImageFormat.Png => PngReader.Read(file),
        ImageFormat.Jpeg => JpegReader.Read(file),
        _ => ArrayFiles.Use(file, format, Frames(variable, complex: false), array =>
        {
            var (size, layout) = FrameLayout.Of(array, axes);
            return new ImageStack(size.Frames, size.Rows, size.Columns, array.Read<float>(layout), array.Describe());
        }),
    });

    /// <summary>Reads the size of real frames from the headers of a file; no pixel is decoded.</summary>
    /// <remarks>What a header alone tells is an error here as in <see cref="Read"/>: another kind of file, a truncated one, sizes that the
    /// file cannot hold. Damage inside the pixels is left for <see cref="Read"/> to find.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="variable">Name of the array, where the file holds arrays; may be null when only one fits. Ignored for images.</param>
    /// <param name="axes">What the axes of the array count; null for the convention of the file. Ignored for images.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged, of another kind, too large, or complex.</exception>
    public static ImageSize ReadSize(string path, string? variable = null, FrameAxes? axes = null) => DataFile.Read(path, (file, format) => format switch
    {
        ImageFormat.Tiff => TiffReader.ReadSize(file),
        ImageFormat.Png => PngReader.ReadSize(file),
        ImageFormat.Jpeg => JpegReader.ReadSize(file),
        _ => ArrayFiles.Use(file, format, Frames(variable, complex: false), array => FrameLayout.Of(array, axes).Size),
    });

    /// <summary>Reads complex frames from a file of arrays; real ones get a zero imaginary part.</summary>
    /// <param name="path">A NumPy, MATLAB or HDF5 file.</param>
    /// <param name="variable">Name of the array; may be null when only one fits.</param>
    /// <param name="axes">What the axes of the array count; null for the convention of the file.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged, of another kind or too large.</exception>
    public static ComplexImageStack ReadComplex(string path, string? variable = null, FrameAxes? axes = null) => DataFile.Read(path, (file, format) =>
        ArrayFiles.Use(file, format, Frames(variable, complex: true), array =>
        {
            var (size, layout) = FrameLayout.Of(array, axes);
            return new ComplexImageStack(size.Frames, size.Rows, size.Columns, array.Read<Complex>(layout), array.Describe());
        }));

    private static ArrayQuery Frames(string? variable, bool complex) => new(variable, Frames: true, complex);
}

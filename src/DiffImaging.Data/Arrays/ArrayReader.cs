using System.Numerics;

namespace DiffImaging.Data;

/// <summary>Reads arrays of numbers, and lists them, from files that hold variables: MATLAB, HDF5, NumPy; recognised by their
/// content.</summary>
/// <remarks>
/// A variable is named as in its file: <c>images</c> or, inside structures and cells of MATLAB, <c>data.images</c>, <c>data(2).images</c>
/// and <c>cells{3}</c>, counted from 1; in HDF5 by its path, <c>/entry_1/data_1/data</c>. In files of MATLAB 7.3, which are HDF5, either
/// way of writing does. Sizes that a header claims are checked against the file, or against the stream that is inflated, before
/// memory is taken.
/// </remarks>
public static class ArrayReader
{
    /// <summary>Lists what a file holds, from its headers; numbers that cannot be read (text, sparse, objects) are listed too.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged or of another kind.</exception>
    public static IReadOnlyList<ArrayVariable> Variables(string path) => DataFile.Read(path, ArrayFiles.Variables);

    /// <summary>Reads a real array in double precision.</summary>
    /// <param name="path">The file.</param>
    /// <param name="variable">Its name; may be null where the file holds one real array only.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged or of another kind; the array is complex, not numeric, or
    /// absent.</exception>
    public static NumericArray<double> ReadReal(string path, string? variable = null) => Read<double>(path, variable, complex: false);

    /// <summary>Reads a complex or real array in double precision.</summary>
    /// <param name="path">The file.</param>
    /// <param name="variable">Its name; may be null where the file holds one array only.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged or of another kind; the array is not numeric, or
    /// absent.</exception>
    public static NumericArray<Complex> ReadComplex(string path, string? variable = null) => Read<Complex>(path, variable, complex: true);

    /// <summary>Reads a real array, or the frames of an image, in double precision.</summary>
    /// <param name="path">The file, of any kind that is read.</param>
    /// <param name="variable">Name of the array; may be null where the file holds one real array only. Ignored for images.</param>
    /// <returns>The array; an image as [rows, columns], several in one file as [frames, rows, columns].</returns>
    /// <exception cref="MeasurementException">The file is missing, damaged or of another kind; the array is complex, not numeric, or
    /// absent.</exception>
    public static NumericArray<double> ReadNumbers(string path, string? variable = null) => DataFile.Read(path, (file, format) => format switch
    {
        ImageFormat.Tiff => Numbers(TiffReader.Read(file)),
        ImageFormat.Png => Numbers(PngReader.Read(file)),
        ImageFormat.Jpeg => Numbers(JpegReader.Read(file)),
        _ => ArrayFiles.Use(file, format, new ArrayQuery(variable, Frames: false, Complex: false), array => array.ReadAll<double>()),
    });

    private static NumericArray<double> Numbers(ImageStack stack)
    {
        int[] shape = stack.Frames == 1 ? [stack.Rows, stack.Columns] : [stack.Frames, stack.Rows, stack.Columns];
        return new NumericArray<double>(shape, Array.ConvertAll(stack.Pixels, value => (double)value), stack.Metadata);
    }

    private static NumericArray<T> Read<T>(string path, string? variable, bool complex)
        where T : unmanaged, INumberBase<T> => DataFile.Read(
            path,
            (file, format) => ArrayFiles.Use(file, format, new ArrayQuery(variable, Frames: false, complex), array => array.ReadAll<T>()));
}

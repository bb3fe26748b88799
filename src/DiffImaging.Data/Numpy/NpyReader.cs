using System.Numerics;

namespace DiffImaging.Data;

/// <summary>Reads arrays of any rank from NumPy <c>.npy</c> and <c>.npz</c> files.</summary>
/// <remarks>Versions 1 to 3; element types b1, u1, u2, u4, u8, i1, i2, i4, i8, f2, f4, f8, c8, c16 in either byte order; C and Fortran
/// order. Sizes are checked against the file before memory is taken. Structured, string and object arrays are refused.</remarks>
public static class NpyReader
{
    private const string Single = "the array";

    /// <summary>Reads a real array in double precision.</summary>
    /// <param name="path">An <c>.npy</c> or <c>.npz</c> file.</param>
    /// <param name="array">Name of the array in an archive; may be null when it holds just one.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged or of another kind; the array is complex, or absent.</exception>
    public static NumericArray<double> ReadReal(string path, string? array = null) => Read<double>(path, array);

    /// <summary>Reads a complex or real array in double precision.</summary>
    /// <param name="path">An <c>.npy</c> or <c>.npz</c> file.</param>
    /// <param name="array">Name of the array in an archive; may be null when it holds just one.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged or of another kind; the array is absent.</exception>
    public static NumericArray<Complex> ReadComplex(string path, string? array = null) => Read<Complex>(path, array);

    /// <summary>Names of the arrays in an <c>.npz</c> archive, in its order.</summary>
    /// <param name="path">An <c>.npz</c> file.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged or of another kind.</exception>
    public static IReadOnlyList<string> ArrayNames(string path) => DataFile.Read(path, (file, format) => format == ImageFormat.Npz
        ? NpzArchive.Names(file)
        : throw file.Error("is no .npz archive"));

    private static NumericArray<T> Read<T>(string path, string? array)
        where T : unmanaged, INumberBase<T> =>
        DataFile.Read(path, (file, format) => Use(file, format, array, stored => stored.ReadAll<T>()));

    /// <summary>Finds an array and reads and checks its header.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">Its kind.</param>
    /// <param name="array">Name of the array in an archive, or null.</param>
    /// <param name="use">Is given the array while its elements can be read.</param>
    internal static TResult Use<TResult>(SourceFile file, ImageFormat format, string? array, Func<StoredArray, TResult> use) => format switch
    {
        ImageFormat.Npy => use(Find(file, null, file.Stream, header => file.Length - header.DataOffset)),
        ImageFormat.Npz => NpzArchive.Use(file, array, use),
        _ => throw file.Error("is no NumPy file (.npy or .npz)"),
    };

    /// <summary>Reads and checks the header of the array that begins at a stream's position.</summary>
    internal static StoredArray Find(SourceFile file, string? name, Stream stream, Func<NpyHeader, long> storedBytes)
    {
        var subject = name is null ? Single : $"array {name}";
        var header = NpyHeader.Read(stream, file, subject);
        ReadingLimits.Require(file, subject, header.Shape, header.Element.Bytes, storedBytes(header), compressed: false);
        return new StoredNpyArray(file, name, header, stream);
    }
}

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
    public static NpyArray<double> ReadReal(string path, string? array = null) => Read<double>(path, array);

    /// <summary>Reads a complex or real array in double precision.</summary>
    /// <param name="path">An <c>.npy</c> or <c>.npz</c> file.</param>
    /// <param name="array">Name of the array in an archive; may be null when it holds just one.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged or of another kind; the array is absent.</exception>
    public static NpyArray<Complex> ReadComplex(string path, string? array = null) => Read<Complex>(path, array);

    /// <summary>Names of the arrays in an <c>.npz</c> archive, in its order.</summary>
    /// <param name="path">An <c>.npz</c> file.</param>
    /// <exception cref="MeasurementException">The file is missing, damaged or of another kind.</exception>
    public static IReadOnlyList<string> ArrayNames(string path) => DataFile.Read(path, (file, format) => format == ImageFormat.Npz
        ? NpzArchive.Names(file)
        : throw file.Error("is no .npz archive"));

    private static NpyArray<T> Read<T>(string path, string? array)
        where T : unmanaged, INumberBase<T> => DataFile.Read(path, (file, format) => ReadArray<T>(file, format, array));

    internal static NpyArray<T> ReadArray<T>(SourceFile file, ImageFormat format, string? array)
        where T : unmanaged, INumberBase<T> => format switch
        {
            ImageFormat.Npy => ReadSingle<T>(file),
            ImageFormat.Npz => NpzArchive.Read<T>(file, array),
            _ => throw file.Error("is no NumPy file (.npy or .npz)"),
        };

    /// <summary>Reads the shape of a real array; no element is read.</summary>
    internal static IReadOnlyList<int> ReadShape(SourceFile file, ImageFormat format, string? array) => format switch
    {
        ImageFormat.Npy => ShapeOf(ReadHeader<float>(file.Stream, file, Single, header => file.Length - header.DataOffset)),
        ImageFormat.Npz => NpzArchive.ReadShape(file, array),
        _ => throw file.Error("is no NumPy file (.npy or .npz)"),
    };

    internal static IReadOnlyList<int> ShapeOf(NpyHeader header) => [.. header.Shape.Select(n => (int)n)];

    /// <summary>Reads and checks a header, and leaves the stream at the first element.</summary>
    internal static NpyHeader ReadHeader<T>(Stream stream, SourceFile file, string subject, Func<NpyHeader, long> storedBytes)
        where T : unmanaged, INumberBase<T>
    {
        var header = NpyHeader.Read(stream, file, subject);
        ReadingLimits.Require(file, subject, header.Shape, header.Element.Bytes, storedBytes(header), compressed: false);
        return header.Element.IsComplex && typeof(T) != typeof(Complex)
            ? throw file.Error($"{subject} holds complex numbers ({header.Element}); real ones were expected")
            : header;
    }

    /// <summary>Reads one array whose bytes begin at the stream's position.</summary>
    internal static NpyArray<T> ReadStream<T>(
        Stream stream, SourceFile file, string subject, Func<NpyHeader, long> storedBytes, ImageMetadata metadata)
        where T : unmanaged, INumberBase<T>
    {
        var header = ReadHeader<T>(stream, file, subject, storedBytes);
        var values = NpyDecoder.Decode<T>(stream, header, file, subject);
        return new NpyArray<T>(ShapeOf(header), values, metadata with
        {
            BitDepth = 8 * header.Element.Bytes,
            MaximumCode = header.Element.MaximumCode,
        });
    }

    private static NpyArray<T> ReadSingle<T>(SourceFile file)
        where T : unmanaged, INumberBase<T> => ReadStream<T>(
            file.Stream, file, Single, header => file.Length - header.DataOffset, file.Describe(ImageFormat.Npy));
}

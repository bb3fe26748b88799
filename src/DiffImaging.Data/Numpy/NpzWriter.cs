using System.IO.Compression;
using System.Numerics;

namespace DiffImaging.Data;

/// <summary>Collects arrays for a NumPy <c>.npz</c> archive.</summary>
/// <remarks>The same inputs give the same bytes: entries carry a fixed time. Arrays are held until <see cref="Write"/> and must not change
/// before.</remarks>
public sealed class NpzWriter
{
    /// <summary>The earliest time a ZIP entry can carry.</summary>
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Name, Action<Stream> Write)> _arrays = [];

    /// <summary>Adds an array of single precision.</summary>
    /// <param name="name">Name inside the archive.</param>
    /// <param name="values">Values, last index fastest.</param>
    /// <param name="shape">Sizes, slowest index first.</param>
    /// <exception cref="ArgumentException">The name is empty, taken, or holds a slash.</exception>
    public void Add(string name, float[] values, params int[] shape) =>
        Add(name, stream => NpyWriter.WriteTo<float>(stream, ElementType.Single, values, shape));

    /// <summary>Adds an array of double precision.</summary>
    /// <param name="name">Name inside the archive.</param>
    /// <param name="values">Values, last index fastest.</param>
    /// <param name="shape">Sizes, slowest index first.</param>
    /// <exception cref="ArgumentException">The name is empty, taken, or holds a slash.</exception>
    public void Add(string name, double[] values, params int[] shape) =>
        Add(name, stream => NpyWriter.WriteTo<double>(stream, ElementType.Double, values, shape));

    /// <summary>Adds an array of complex numbers of double precision.</summary>
    /// <param name="name">Name inside the archive.</param>
    /// <param name="values">Values, last index fastest.</param>
    /// <param name="shape">Sizes, slowest index first.</param>
    /// <exception cref="ArgumentException">The name is empty, taken, or holds a slash.</exception>
    public void Add(string name, Complex[] values, params int[] shape) =>
        Add(name, stream => NpyWriter.WriteTo(stream, ElementType.ComplexDouble, NpyWriter.Parts(values), shape));

    /// <summary>Adds an array of complex numbers of single precision from their interleaved parts.</summary>
    /// <param name="name">Name inside the archive.</param>
    /// <param name="parts">Real and imaginary parts in turn, last index fastest.</param>
    /// <param name="shape">Sizes, slowest index first, counted in complex numbers.</param>
    /// <exception cref="ArgumentException">The name is empty, taken, or holds a slash.</exception>
    public void AddComplexSingle(string name, float[] parts, params int[] shape) =>
        Add(name, stream => NpyWriter.WriteTo<float>(stream, ElementType.ComplexSingle, parts, shape));

    /// <summary>Writes the archive; it appears whole or not at all.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="ArgumentException">The shape of an array does not fit its values.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, write) in _arrays)
        {
            var entry = archive.CreateEntry(name + ".npy");
            entry.LastWriteTime = FixedTime;
            using var content = entry.Open();
            write(content);
        }
    });

    private void Add(string name, Action<Stream> write)
    {
        if (string.IsNullOrWhiteSpace(name) || name.AsSpan().IndexOfAny('/', '\\') >= 0 || _arrays.Exists(a => a.Name == name))
        {
            throw new ArgumentException($"The name '{name}' is empty, taken, or holds a slash.", nameof(name));
        }

        _arrays.Add((name, write));
    }
}

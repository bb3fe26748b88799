using System.Numerics;

namespace DiffImaging.Data;

/// <summary>A numeric array that was found in a file: its header is read and checked, its elements are not read.</summary>
/// <param name="file">The file.</param>
/// <param name="name">Name in the file, or null where a file holds one array without a name.</param>
/// <param name="shape">Sizes, in the order in which the writing language counts its indices; checked against the file.</param>
/// <param name="element">Type of the elements.</param>
internal abstract class StoredArray(SourceFile file, string? name, IReadOnlyList<long> shape, ElementType element)
{
    /// <summary>The file, for messages.</summary>
    public SourceFile File { get; } = file;

    /// <summary>Name in the file, or null where a file holds one array without a name.</summary>
    public string? Name { get; } = name;

    /// <summary>What messages call it.</summary>
    public string Subject => Name is null ? "the array" : $"array {Name}";

    /// <summary>Sizes, in the order in which the writing language counts its indices.</summary>
    public IReadOnlyList<long> Shape { get; } = shape;

    /// <summary>Type of the elements.</summary>
    public ElementType Element { get; } = element;

    /// <summary>True when the first index of the shape runs fastest in the file.</summary>
    public abstract bool FirstIndexFastest { get; }

    /// <summary>Which axis is expected to count the frames.</summary>
    public abstract AxisConvention Convention { get; }

    /// <summary>Kind of the file.</summary>
    public abstract ImageFormat Format { get; }

    /// <summary>Reads the elements.</summary>
    /// <typeparam name="T">float or double, or <see cref="Complex"/>, which complex elements need.</typeparam>
    /// <param name="layout">Where they go.</param>
    public abstract T[] Read<T>(ArrayLayout layout)
        where T : unmanaged, INumberBase<T>;

    /// <summary>Refuses complex elements where real ones are wanted.</summary>
    public void RequireReal()
    {
        if (Element.IsComplex)
        {
            throw File.Error($"{Subject} holds complex numbers ({Element}); real ones were expected");
        }
    }

    /// <summary>Reads the whole array in C order.</summary>
    public NumericArray<T> ReadAll<T>()
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) != typeof(Complex))
        {
            RequireReal();
        }

        return new NumericArray<T>([.. Shape.Select(n => (int)n)], Read<T>(ArrayLayout.RowMajor(this)), Describe());
    }

    /// <summary>Origin of the values.</summary>
    public ImageMetadata Describe() => File.Describe(Format, Name) with
    {
        BitDepth = 8 * Element.Bytes,
        MaximumCode = Element.MaximumCode,
    };
}

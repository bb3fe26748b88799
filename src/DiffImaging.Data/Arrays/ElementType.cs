namespace DiffImaging.Data;

/// <summary>Type of the elements of an array in a file, in NumPy's notation.</summary>
/// <param name="Kind">NumPy's letter: <c>b</c> boolean, <c>u</c> unsigned, <c>i</c> signed, <c>f</c> floating point, <c>c</c>
/// complex.</param>
/// <param name="Bytes">Bytes of one element.</param>
internal readonly record struct ElementType(char Kind, int Bytes)
{
    public static ElementType Single { get; } = new('f', 4);

    public static ElementType Double { get; } = new('f', 8);

    public static ElementType ComplexSingle { get; } = new('c', 8);

    public static ElementType ComplexDouble { get; } = new('c', 16);

    public bool IsReadable => (Kind, Bytes) is ('b', 1) or ('u' or 'i', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8) or ('c', 8 or 16);

    public bool IsComplex => Kind == 'c';

    /// <summary>Bytes that are reversed together when the byte order differs: half an element of a complex type.</summary>
    public int ComponentBytes => IsComplex ? Bytes / 2 : Bytes;

    /// <summary>Largest code of an integer type, null for others.</summary>
    public double? MaximumCode => Kind switch
    {
        'b' => 1,
        'u' => Math.Pow(2, 8 * Bytes) - 1,
        'i' => Math.Pow(2, (8 * Bytes) - 1) - 1,
        _ => null,
    };

    /// <summary>NumPy's short name, such as <c>f4</c>.</summary>
    public override string ToString() => $"{Kind}{Bytes}";
}

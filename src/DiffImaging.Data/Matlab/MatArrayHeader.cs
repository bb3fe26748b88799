namespace DiffImaging.Data;

/// <summary>What stands before the contents of a MATLAB array.</summary>
/// <param name="Class">Class; may be a number that stands for none.</param>
/// <param name="IsComplex">True when an imaginary part follows the real one.</param>
/// <param name="IsLogical">True for values that are true or false.</param>
/// <param name="Shape">Sizes, first index first.</param>
/// <param name="Name">Name of the variable; empty inside structures and cells.</param>
/// <param name="End">Position behind the array.</param>
internal sealed record MatArrayHeader(
    MatClass Class, bool IsComplex, bool IsLogical, IReadOnlyList<long> Shape, string Name, long End)
{
    /// <summary>An element without content, which stands for an empty array.</summary>
    public static MatArrayHeader Empty(long end) => new(MatClass.Double, false, false, [0, 0], "", end);

    public bool IsNumeric => Class is >= MatClass.Double and <= MatClass.UInt64;

    /// <summary>Type of the elements once read; the file may store them in a smaller one.</summary>
    public ElementType Element => Class switch
    {
        _ when IsLogical => new ElementType('b', 1),
        MatClass.Double => IsComplex ? ElementType.ComplexDouble : ElementType.Double,
        MatClass.Single => IsComplex ? ElementType.ComplexSingle : ElementType.Single,

        // Complex integers exist in MATLAB; in double precision nothing below 2⁵³ is lost.
        _ when IsComplex => ElementType.ComplexDouble,
        MatClass.Int8 => new ElementType('i', 1),
        MatClass.UInt8 => new ElementType('u', 1),
        MatClass.Int16 => new ElementType('i', 2),
        MatClass.UInt16 => new ElementType('u', 2),
        MatClass.Int32 => new ElementType('i', 4),
        MatClass.UInt32 => new ElementType('u', 4),
        MatClass.Int64 => new ElementType('i', 8),
        _ => new ElementType('u', 8),
    };

    /// <summary>Class in MATLAB's words.</summary>
    public string Type => Class switch
    {
        _ when IsLogical && Class != MatClass.Sparse => "logical",
        MatClass.Object or MatClass.Opaque => "object",
        MatClass.FunctionHandle => "function handle",
        _ when !Enum.IsDefined(Class) => $"class {(int)Class}",
        _ => (IsComplex ? "complex " : "") + Class.ToString().ToLowerInvariant(),
    };

    public ArrayVariable Describe(string name) => new(name, Shape, Type, IsNumeric, IsNumeric && IsComplex);
}

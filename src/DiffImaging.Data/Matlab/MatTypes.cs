namespace DiffImaging.Data;

/// <summary>Numbers of the data types of MATLAB files of version 5.</summary>
internal static class MatTypes
{
    public const int Int8 = 1;
    public const int Int32 = 5;
    public const int UInt32 = 6;
    public const int Matrix = 14;
    public const int Compressed = 15;
    public const int Utf8 = 16;

    /// <summary>The element type that a number stands for, or null where it is none of numbers.</summary>
    public static ElementType? Element(int type) => type switch
    {
        1 => new ElementType('i', 1),
        2 => new ElementType('u', 1),
        3 => new ElementType('i', 2),
        4 => new ElementType('u', 2),
        5 => new ElementType('i', 4),
        6 => new ElementType('u', 4),
        7 => new ElementType('f', 4),
        9 => new ElementType('f', 8),
        12 => new ElementType('i', 8),
        13 => new ElementType('u', 8),
        _ => null,
    };
}

namespace DiffImaging.Data;

/// <summary>One entry of a TIFF directory whose values were checked to lie inside the file.</summary>
/// <param name="Type">Field type, 1 to 18.</param>
/// <param name="Count">Number of values.</param>
/// <param name="Offset">Where the values begin, in bytes from the start of the file.</param>
internal readonly record struct TiffEntry(int Type, long Count, long Offset)
{
    /// <summary>Bytes of one value, or 0 for a type that is not known.</summary>
    public static int SizeOf(int type) => type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };
}

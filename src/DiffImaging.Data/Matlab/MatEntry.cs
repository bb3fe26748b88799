namespace DiffImaging.Data;

/// <summary>A variable of a MATLAB file as its outermost tag gives it.</summary>
/// <param name="Offset">Position of the tag in the file.</param>
/// <param name="Bytes">Bytes behind the tag.</param>
/// <param name="IsCompressed">True when they must be inflated.</param>
internal sealed record MatEntry(long Offset, long Bytes, bool IsCompressed)
{
    public const int TagBytes = 8;

    public long DataOffset => Offset + TagBytes;
}

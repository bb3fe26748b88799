namespace DiffImaging.Data;

/// <summary>A NumPy array whose elements stand at the position of a stream.</summary>
internal sealed class StoredNpyArray(SourceFile file, string? name, NpyHeader header, Stream stream)
    : StoredArray(file, name, header.Shape, header.Element)
{
    public override bool FirstIndexFastest => header.FortranOrder;

    public override AxisConvention Convention => AxisConvention.NumPy;

    public override ImageFormat Format => Name is null ? ImageFormat.Npy : ImageFormat.Npz;

    public override T[] Read<T>(ArrayLayout layout) => ElementDecoder.Decode<T>(ReadBlock, Element, header.BigEndian, layout);

    private void ReadBlock(Span<byte> bytes, long done)
    {
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw File.Error($"{Subject} ends after element {done}, before its {string.Join(" × ", Shape)} values: truncated", e);
        }
    }
}

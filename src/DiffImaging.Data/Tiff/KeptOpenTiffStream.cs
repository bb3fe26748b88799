using BitMiracle.LibTiff.Classic;

namespace DiffImaging.Data;

/// <summary>Lets the TIFF library use a stream that somebody else closes.</summary>
internal sealed class KeptOpenTiffStream : TiffStream
{
    public override void Close(object clientData)
    {
    }
}

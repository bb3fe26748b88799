using BitMiracle.LibTiff.Classic;

namespace DiffImaging.Data;

/// <summary>Lets the TIFF library use a stream that somebody else closes, and keeps the error that the library would turn into a number.</summary>
internal sealed class KeptOpenTiffStream : TiffStream
{
    /// <summary>The first error of the stream itself, as of a disk that is full; null for none.</summary>
    public IOException? Failure { get; private set; }

    public override void Close(object clientData)
    {
    }

    public override void Write(object clientData, byte[] buffer, int offset, int count)
    {
        try
        {
            base.Write(clientData, buffer, offset, count);
        }
        catch (IOException exception)
        {
            Failure ??= exception;
            throw;
        }
    }

    // Moving on writes what is in the stream's buffer.
    public override long Seek(object clientData, long offset, SeekOrigin origin)
    {
        try
        {
            return base.Seek(clientData, offset, origin);
        }
        catch (IOException exception)
        {
            Failure ??= exception;
            throw;
        }
    }
}

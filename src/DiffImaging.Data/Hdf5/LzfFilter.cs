using PureHDF.Filters;

namespace DiffImaging.Data;

/// <summary>Decompresses LZF, which h5py offers beside deflate.</summary>
/// <remarks>A control byte below 32 is followed by that many bytes and one more, as they are. Any other repeats what came before: its upper
/// three bits are the length less two (7: one more byte of length follows), the lower five with the next byte the distance less
/// one. Source: the format of LibLZF.</remarks>
internal sealed class LzfFilter : IH5Filter
{
    private const int Literals = 32;
    private const int LongLength = 7 + 2;

    public ushort FilterId => 32000;

    public string Name => "lzf";

    public Memory<byte> Filter(FilterInfo info)
    {
        if (!info.Flags.HasFlag(H5FilterFlags.Decompress))
        {
            throw new NotSupportedException("Nothing is written.");
        }

        // The size of a chunk was held against the limits of the readers before the package was asked for it.
        var chunk = new byte[info.ChunkSize];
        if (TryDecompress(info.Buffer.Span, chunk))
        {
            return chunk;
        }

        // A chunk that does not become smaller is stored as it is and marked so; the package takes the mark for one of another filter, and
        // gives wrong numbers where there is one.
        throw new InvalidDataException("a chunk is damaged, or LZF left it uncompressed: save it with another compression, such as gzip");
    }

    public uint[] GetParameters(uint[] chunkDimensions, uint typeSize, Dictionary<string, object>? options) => [];

    /// <returns>True when the bytes were those of exactly one chunk.</returns>
    private static bool TryDecompress(ReadOnlySpan<byte> stored, Span<byte> chunk)
    {
        var (next, done) = (0, 0);
        while (next < stored.Length)
        {
            int control = stored[next++];
            if (control < Literals)
            {
                if (control >= Math.Min(stored.Length - next, chunk.Length - done))
                {
                    return false;
                }

                stored.Slice(next, control + 1).CopyTo(chunk[done..]);
                next += control + 1;
                done += control + 1;
                continue;
            }

            var length = (control >> 5) + 2;
            if (next + (length == LongLength ? 1 : 0) >= stored.Length)
            {
                return false;
            }

            length += length == LongLength ? stored[next++] : 0;
            var from = done - (((control & 0x1F) << 8) | stored[next++]) - 1;
            if (from < 0 || length > chunk.Length - done)
            {
                return false;
            }

            for (var end = done + length; done < end; done++)
            {
                chunk[done] = chunk[from++];   // byte by byte: what is repeated may overlap what is written
            }
        }

        return done == chunk.Length;
    }
}

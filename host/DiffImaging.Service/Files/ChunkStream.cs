using System.Buffers;

namespace DiffImaging.Service.Files;

/// <summary>Reads a file in the database by its chunks, one in memory at a time; a connection is held only while one is fetched.</summary>
internal sealed class ChunkStream(FileRows rows, Guid file, long size, string name) : Stream
{
    private byte[] _chunk = [];
    private long _start;
    private int _count;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException($"{name}: found the position {value}, expected 0 or more.");
    }

    /// <summary>Fetches the chunk that holds the position, unless it is there.</summary>
    /// <exception cref="FileReplacedException">The file is there no more.</exception>
    public async Task FillAsync(CancellationToken cancellation)
    {
        if (_position >= size || (_position >= _start && _position < _start + _count))
        {
            return;
        }

        _count = 0;
        if (!await rows.AskAsync(connection => FetchAsync(connection, cancellation), cancellation))
        {
            throw new FileReplacedException($"{name} was replaced or removed while it was read.");
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= size || buffer.Length == 0)
        {
            return 0;
        }

        await FillAsync(cancellationToken);
        var offset = (int)(_position - _start);
        var count = Math.Min(buffer.Length, _count - offset);
        _chunk.AsMemory(offset, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException($"{name} is read asynchronously only: a thread would wait for the database.");

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => size,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A stored file is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A stored file is only read.");

    protected override void Dispose(bool disposing)
    {
        if (disposing && _chunk.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_chunk);
            (_chunk, _count) = ([], 0);
        }

        base.Dispose(disposing);
    }

    private async Task<bool> FetchAsync(System.Data.Common.DbConnection connection, CancellationToken cancellation)
    {
        await using var command = FileRows.Command(
            connection, "SELECT start, octet_length(bytes), bytes FROM diffimaging_chunks WHERE file = @file AND start <= @position ORDER BY start DESC LIMIT 1", ("file", file), ("position", _position));
        await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return false;
        }

        var (start, length) = (reader.GetInt64(0), reader.GetInt32(1));
        if (_chunk.Length < length)
        {
            ArrayPool<byte>.Shared.Return(_chunk);
            _chunk = ArrayPool<byte>.Shared.Rent(length);
        }

        await using var content = reader.GetStream(2);
        await content.ReadExactlyAsync(_chunk.AsMemory(0, length), cancellation);
        (_start, _count) = (start, length);
        return true;
    }
}

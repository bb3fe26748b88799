namespace DiffImaging.Service.Tests.Support;

/// <summary>Bytes that follow from their positions, without being held anywhere; it can be told to fail at one of them.</summary>
internal sealed class CountingStream(long length, byte seed = 0, long failAt = long.MaxValue) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <summary>Called before each read, with the position.</summary>
    public Action<long>? Reading { get; init; }

    public static byte At(long position, byte seed = 0) => (byte)(position + (position >> 8) + (position >> 16) + seed);

    public override int Read(Span<byte> buffer)
    {
        Reading?.Invoke(_position);
        if (_position >= failAt)
        {
            throw new IOException("the sender has gone");
        }

        var count = (int)Math.Min(buffer.Length, length - _position);
        for (var index = 0; index < count; index++)
        {
            buffer[index] = At(_position + index, seed);
        }

        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

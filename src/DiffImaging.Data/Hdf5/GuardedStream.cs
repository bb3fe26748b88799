using System.Runtime.CompilerServices;

namespace DiffImaging.Data;

/// <summary>What the HDF5 package reads a file through: it ends loops, runaway recursion and growing memory with an error.</summary>
/// <remarks>A damaged tree or header makes the package follow it wherever it leads. It does so by reading, so that each read is the
/// place to count. What it does between two reads cannot be guarded here: one allocation of a size that a header claims (at most
/// 2 GiB, mostly untouched), or a loop that reads nothing.</remarks>
internal sealed class GuardedStream : Stream
{
    /// <summary>The package reads numbers one by one: a chunk takes about a hundred reads.</summary>
    private const long FreeReads = 1 << 20;
    private const long FreeBytes = 256L << 20;

    /// <summary>Reads for each byte of the file; small chunks come to about one.</summary>
    private const long ReadsPerByte = 4;
    private const long BytesPerByte = 64;

    private readonly SourceFile _file;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly long _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    private long _reads;
    private long _bytes;
    private long _allowance = FreeBytes;

    public GuardedStream(SourceFile file)
    {
        _file = file;
        file.Stream.Position = 0;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _file.Stream.Position;
        set => _file.Stream.Position = value;
    }

    /// <summary>Allows for the memory that an array of a known size takes.</summary>
    public void Expect(long bytes) => _allowance += 8 * bytes;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (buffer.Length > Length)
        {
            throw _file.Error($"claims {buffer.Length} bytes at byte {Position}, the file has {Length}: truncated or damaged");
        }

        _bytes += buffer.Length;
        if (++_reads > FreeReads + (ReadsPerByte * Length) || _bytes > FreeBytes + (BytesPerByte * Length))
        {
            throw _file.Error($"leads in circles: {_reads} reads of {_bytes} bytes from a file of {Length}; damaged");
        }

        if (Environment.CurrentManagedThreadId == _thread
            && GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > _allowance + (BytesPerByte * Length))
        {
            throw _file.Error("takes more memory than its arrays are large; damaged");
        }

        return _file.Stream.Read(buffer);
    }

    public override long Seek(long offset, SeekOrigin origin) => _file.Stream.Seek(offset, origin);

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

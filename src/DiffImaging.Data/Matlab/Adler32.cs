namespace DiffImaging.Data;

/// <summary>The checksum at the end of a zlib stream (RFC 1950, section 8.2).</summary>
internal struct Adler32
{
    private const uint Modulus = 65521;

    /// <summary>So many sums of the largest byte fit 32 bits without a reduction.</summary>
    private const int Block = 5552;

    private uint _low = 1;
    private uint _high;

    public Adler32()
    {
    }

    public readonly uint Value => (_high << 16) | _low;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var block = bytes[..Math.Min(Block, bytes.Length)];
            foreach (var value in block)
            {
                _low += value;
                _high += _low;
            }

            (_low, _high) = (_low % Modulus, _high % Modulus);
            bytes = bytes[block.Length..];
        }
    }
}

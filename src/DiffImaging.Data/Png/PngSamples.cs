using System.Buffers.Binary;

namespace DiffImaging.Data;

/// <summary>Unpacks the samples of one plain PNG row into gray codes.</summary>
internal sealed class PngSamples(SourceFile file, PngChunks chunks, int columns)
{
    private readonly PngHeader _header = chunks.Header;
    private readonly float[] _samples = new float[columns * (chunks.Header.ColorType == PngColorType.Palette ? 3 : chunks.Header.Samples)];

    /// <returns>True when the channels of a pixel differed.</returns>
    public bool ToGray(ReadOnlySpan<byte> row, Span<float> gray)
    {
        if (_header.ColorType == PngColorType.Palette)
        {
            for (var i = 0; i < columns; i++)
            {
                LookUp(Code(row, i)).CopyTo(_samples.AsSpan(3 * i));
            }

            return Gray.FromSamples(_samples, 3, gray);
        }

        for (var i = 0; i < _samples.Length; i++)
        {
            _samples[i] = Code(row, i);
        }

        return Gray.FromSamples(_samples, _header.Samples, gray);
    }

    private int Code(ReadOnlySpan<byte> row, int index)
    {
        switch (_header.BitDepth)
        {
            case 16:
                return BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]);
            case 8:
                return row[index];
            default:
                var bit = index * _header.BitDepth;
                return (row[bit / 8] >> (8 - _header.BitDepth - (bit % 8))) & ((1 << _header.BitDepth) - 1);
        }
    }

    private float[] LookUp(int code) => (3 * code) + 3 <= chunks.Palette.Length
        ? [chunks.Palette[3 * code], chunks.Palette[(3 * code) + 1], chunks.Palette[(3 * code) + 2]]
        : throw file.Error($"a pixel names palette entry {code}; the palette has {chunks.Palette.Length / 3}");
}

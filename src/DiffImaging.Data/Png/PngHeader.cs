using System.Buffers.Binary;

namespace DiffImaging.Data;

/// <summary>The IHDR chunk of a PNG file.</summary>
internal sealed record PngHeader(long Rows, long Columns, int BitDepth, PngColorType ColorType, bool Interlaced)
{
    /// <summary>Samples of one pixel.</summary>
    public int Samples => ColorType switch
    {
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgb => 3,
        PngColorType.RgbAlpha => 4,
        _ => 1,
    };

    /// <summary>Whole bytes of one pixel, at least 1: the distance the row filters look back.</summary>
    public int FilterDistance => Math.Max(1, Samples * BitDepth / 8);

    public static PngHeader Parse(SourceFile file, ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length != 13)
        {
            throw file.Error($"the PNG header has {chunk.Length} bytes; 13 were expected");
        }

        var header = new PngHeader(
            BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(chunk),
            chunk[8],
            (PngColorType)chunk[9],
            chunk[12] == 1);
        var depthFits = header.ColorType switch
        {
            PngColorType.Gray => header.BitDepth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => header.BitDepth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.RgbAlpha => header.BitDepth is 8 or 16,
            _ => false,
        };
        return depthFits && chunk[10] == 0 && chunk[11] == 0 && chunk[12] <= 1
            ? header
            : throw file.Error(
                $"the PNG header is not valid: bit depth {chunk[8]}, colour type {chunk[9]}, compression {chunk[10]}, filter {chunk[11]}, "
                + $"interlace {chunk[12]}");
    }

    /// <summary>Bytes of a row of some pixels, without the filter byte.</summary>
    public long RowBytes(long columns) => ((columns * Samples * BitDepth) + 7) / 8;
}

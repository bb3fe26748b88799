using System.Buffers.Binary;
using BitMiracle.LibTiff.Classic;

namespace DiffImaging.Data.Tests;

/// <summary>Writes small TIFF files of every layout that is read, by the TIFF library.</summary>
internal sealed record TestTiff
{
    public int Frames { get; init; } = 1;

    public int Rows { get; init; } = 37;

    public int Columns { get; init; } = 53;

    public int Bits { get; init; } = 16;

    public SampleFormat Format { get; init; } = SampleFormat.UINT;

    public Compression Compression { get; init; } = Compression.NONE;

    public Predictor Predictor { get; init; } = Predictor.NONE;

    public int TileSize { get; init; }

    public int RowsPerStrip { get; init; } = 10;

    public Photometric Photometric { get; init; } = Photometric.MINISBLACK;

    public int Samples { get; init; } = 1;

    public bool BigEndian { get; init; }

    public Func<int, int, int, int, double> Value { get; init; } = (frame, row, column, _) => Pattern.Code(frame, row, column, 200);

    public Action<Tiff, int>? ExtraTags { get; init; }

    public string WriteTo(string path)
    {
        using var tiff = Tiff.Open(path, BigEndian ? "wb" : "wl");
        for (var frame = 0; frame < Frames; frame++)
        {
            SetTags(tiff);
            ExtraTags?.Invoke(tiff, frame);
            if (TileSize > 0)
            {
                WriteTiles(tiff, frame);
            }
            else
            {
                WriteStrips(tiff, frame);
            }

            Assert.That(tiff.WriteDirectory(), Is.True);
        }

        return path;
    }

    private void SetTags(Tiff tiff)
    {
        tiff.SetField(TiffTag.IMAGEWIDTH, Columns);
        tiff.SetField(TiffTag.IMAGELENGTH, Rows);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, Samples);
        tiff.SetField(TiffTag.BITSPERSAMPLE, Bits);
        tiff.SetField(TiffTag.SAMPLEFORMAT, Format);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.COMPRESSION, Compression);
        if (Predictor != Predictor.NONE)
        {
            tiff.SetField(TiffTag.PREDICTOR, Predictor);
        }

        if (TileSize > 0)
        {
            tiff.SetField(TiffTag.TILEWIDTH, TileSize);
            tiff.SetField(TiffTag.TILELENGTH, TileSize);
        }
        else
        {
            tiff.SetField(TiffTag.ROWSPERSTRIP, RowsPerStrip);
        }
    }

    private void WriteStrips(Tiff tiff, int frame)
    {
        for (var (strip, row) = (0, 0); row < Rows; strip++, row += RowsPerStrip)
        {
            var bytes = Block(frame, row, 0, Math.Min(RowsPerStrip, Rows - row), Columns);
            Assert.That(tiff.WriteEncodedStrip(strip, bytes, bytes.Length), Is.EqualTo(bytes.Length));
        }
    }

    private void WriteTiles(Tiff tiff, int frame)
    {
        for (var row = 0; row < Rows; row += TileSize)
        {
            for (var column = 0; column < Columns; column += TileSize)
            {
                var bytes = Block(frame, row, column, TileSize, TileSize);
                Assert.That(tiff.WriteEncodedTile(tiff.ComputeTile(column, row, 0, 0), bytes, bytes.Length), Is.EqualTo(bytes.Length));
            }
        }
    }

    private byte[] Block(int frame, int firstRow, int firstColumn, int rows, int columns)
    {
        var size = Bits / 8;
        var bytes = new byte[rows * columns * Samples * size];
        for (var i = 0; i < rows * columns * Samples; i++)
        {
            var (pixel, sample) = (i / Samples, i % Samples);
            Store(Value(frame, firstRow + (pixel / columns), firstColumn + (pixel % columns), sample), bytes.AsSpan(i * size, size));
        }

        return bytes;
    }

    private void Store(double value, Span<byte> target)
    {
        switch (Format, Bits)
        {
            case (SampleFormat.IEEEFP, 32): BinaryPrimitives.WriteSingleLittleEndian(target, (float)value); break;
            case (SampleFormat.IEEEFP, _): BinaryPrimitives.WriteDoubleLittleEndian(target, value); break;
            case (_, 8): target[0] = (byte)(int)value; break;
            case (_, 16): BinaryPrimitives.WriteInt16LittleEndian(target, (short)(int)value); break;
            default: BinaryPrimitives.WriteInt32LittleEndian(target, (int)(long)value); break;
        }
    }
}

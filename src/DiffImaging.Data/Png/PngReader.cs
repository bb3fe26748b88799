using System.IO.Compression;

namespace DiffImaging.Data;

/// <summary>Reads PNG files with the codes exactly as stored: all 16 bits, no gamma, no colour profile.</summary>
/// <remarks>Image libraries made for display convert PNG to 8 bits or apply its gamma; a measurement must not be touched.</remarks>
internal static class PngReader
{
    /// <summary>Starts and steps (row, column) of the seven Adam7 passes.</summary>
    private static readonly (int Row, int Column, int RowStep, int ColumnStep)[] Adam7 =
        [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)];

    public static ImageStack Read(SourceFile file)
    {
        var chunks = PngChunks.Read(file);
        var header = chunks.Header;
        RequireSize(file, chunks);
        using var data = new ZLibStream(chunks.Data, CompressionMode.Decompress);
        var pixels = new float[header.Rows * header.Columns];
        var color = false;
        foreach (var pass in header.Interlaced ? Adam7 : [(0, 0, 1, 1)])
        {
            color |= ReadPass(file, data, chunks, pass, pixels);
        }

        return new ImageStack(1, (int)header.Rows, (int)header.Columns, pixels, file.Describe(ImageFormat.Png) with
        {
            BitDepth = header.ColorType == PngColorType.Palette ? 8 : header.BitDepth,
            MaximumCode = header.ColorType == PngColorType.Palette ? 255 : (1 << header.BitDepth) - 1,
            ColorAveraged = color,
        });
    }

    public static ImageSize ReadSize(SourceFile file)
    {
        var chunks = PngChunks.Read(file, skipsPixels: true);
        RequireSize(file, chunks);
        return new ImageSize(1, (int)chunks.Header.Rows, (int)chunks.Header.Columns);
    }

    private static void RequireSize(SourceFile file, PngChunks chunks) => ReadingLimits.Require(
        file,
        "the PNG header",
        [chunks.Header.Rows, chunks.Header.Columns, chunks.Header.Samples],
        Math.Max(1, chunks.Header.BitDepth / 8),
        chunks.StoredBytes,
        compressed: true);

    private static bool ReadPass(
        SourceFile file, ZLibStream data, PngChunks chunks, (int Row, int Column, int RowStep, int ColumnStep) pass, float[] pixels)
    {
        var header = chunks.Header;
        var rows = (header.Rows - pass.Row + pass.RowStep - 1) / pass.RowStep;
        var columns = (int)((header.Columns - pass.Column + pass.ColumnStep - 1) / pass.ColumnStep);
        if (rows <= 0 || columns <= 0)
        {
            return false;
        }

        var row = new byte[header.RowBytes(columns)];
        var above = new byte[row.Length];
        var gray = new float[columns];
        var samples = new PngSamples(file, chunks, columns);
        var color = false;
        for (var r = 0; r < rows; r++)
        {
            var line = pass.Row + (r * pass.RowStep);
            ReadRow(file, data, header, row, above, line);
            color |= samples.ToGray(row, gray);
            for (var c = 0; c < columns; c++)
            {
                pixels[(line * header.Columns) + pass.Column + (c * pass.ColumnStep)] = gray[c];
            }

            (row, above) = (above, row);
        }

        return color;
    }

    private static void ReadRow(SourceFile file, ZLibStream data, PngHeader header, byte[] row, byte[] above, int line)
    {
        try
        {
            var filter = data.ReadByte();
            data.ReadExactly(row);
            if (!PngRowFilter.TryUndo(filter, row, above, header.FilterDistance))
            {
                throw file.Error($"row {line} names the filter {filter}; 0 to 4 were expected");
            }
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw file.Error($"the pixels end or are damaged in row {line} of {header.Rows}", e);
        }
    }
}

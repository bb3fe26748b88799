using BitMiracle.LibTiff.Classic;

namespace DiffImaging.Data;

/// <summary>Decodes the strips or tiles of the page a TIFF decoder stands on into gray pixels.</summary>
internal sealed class TiffPageDecoder(SourceFile file, Tiff tiff, TiffPage page)
{
    private readonly byte[] _segment = new byte[checked((int)(page.SegmentRows * page.SegmentRowBytes))];
    private readonly float[] _samples = new float[page.SegmentColumns * page.Samples];

    /// <param name="pixels">Receives the page, row-major [rows, columns].</param>
    /// <returns>True when colours differed and were averaged.</returns>
    public bool Decode(Span<float> pixels)
    {
        RequireSameLayout();
        var color = false;
        for (var down = 0; down < page.SegmentsDown; down++)
        {
            for (var across = 0; across < page.SegmentsAcross; across++)
            {
                color |= DecodeSegment(down, across, pixels);
            }
        }

        if (page.Photometric == TiffTags.MinIsWhite)
        {
            Invert(pixels);
        }

        return color;
    }

    private void RequireSameLayout()
    {
        var segmentBytes = page.IsTiled ? tiff.TileSize() : tiff.VStripSize(page.StoredRows(0));
        var segments = page.IsTiled ? tiff.NumberOfTiles() : tiff.NumberOfStrips();
        if (tiff.IsTiled() != page.IsTiled
            || segments != page.SegmentsAcross * page.SegmentsDown
            || segmentBytes != (long)page.StoredRows(0) * page.SegmentRowBytes)
        {
            throw file.Error($"{page.Name} is inconsistent: its tags can be read in two ways");
        }
    }

    private bool DecodeSegment(int down, int across, Span<float> pixels)
    {
        var firstRow = down * page.SegmentRows;
        var firstColumn = across * page.SegmentColumns;
        var index = (int)((down * page.SegmentsAcross) + across);
        var expected = page.StoredRows(firstRow) * page.SegmentRowBytes;
        var found = page.IsTiled
            ? tiff.ReadEncodedTile(index, _segment, 0, expected)
            : tiff.ReadEncodedStrip(index, _segment, 0, expected);
        if (found != expected || QuietTiffErrors.FirstError is not null)
        {
            throw file.Error(
                $"{page.Name}, strip or tile {index}: {Math.Max(found, 0)} of {expected} bytes could be decoded: truncated or damaged "
                + $"({QuietTiffErrors.FirstError ?? "the data end early"})");
        }

        var color = false;
        var columns = (int)Math.Min(page.SegmentColumns, page.Columns - firstColumn);
        var rows = (int)Math.Min(page.SegmentRows, page.Rows - firstRow);
        for (var row = 0; row < rows; row++)
        {
            var samples = _samples.AsSpan(0, columns * page.Samples);
            page.SampleType.ToSingle(_segment.AsSpan(row * page.SegmentRowBytes), samples);
            var target = pixels.Slice((int)(((firstRow + row) * page.Columns) + firstColumn), columns);
            color |= Gray.FromSamples(samples, page.Samples, target);
        }

        return color;
    }

    private void Invert(Span<float> pixels)
    {
        if (page.SampleType.MaximumCode is not { } maximum)
        {
            throw file.Error($"{page.Name} holds floating-point pixels with white as the smallest; such a scale has no zero");
        }

        foreach (ref var pixel in pixels)
        {
            pixel = (float)(maximum - pixel);
        }
    }
}

namespace DiffImaging.Data;

/// <summary>Layout of one image of a TIFF file, checked against the file before a decoder sees it.</summary>
internal sealed class TiffPage
{
    private readonly SourceFile _file;

    public TiffPage(SourceFile file, TiffDirectory directory)
    {
        _file = file;
        Name = directory.Name;
        Columns = directory.Value(TiffTags.ImageWidth);
        Rows = directory.Value(TiffTags.ImageLength);
        Samples = (int)Math.Min(directory.Value(TiffTags.SamplesPerPixel, 1), int.MaxValue);
        Compression = directory.Value(TiffTags.Compression, TiffTags.Uncompressed);
        Photometric = directory.Value(TiffTags.Photometric, TiffTags.MinIsBlack);
        RequireReadableKind(directory);
        SampleType = ReadSampleType(directory);
        IsTiled = directory.Has(TiffTags.TileWidth);
        SegmentColumns = IsTiled ? directory.Value(TiffTags.TileWidth) : Columns;
        SegmentRows = IsTiled
            ? directory.Value(TiffTags.TileLength)
            : Math.Min(directory.Value(TiffTags.RowsPerStrip, Rows), Rows);
        ReadingLimits.Require(file, Name, [Rows, Columns, Samples], SampleType.Bytes, file.Length, Compression != TiffTags.Uncompressed);
        RequireSegments(directory);
    }

    public string Name { get; }

    public long Rows { get; }

    public long Columns { get; }

    public int Samples { get; }

    public long Compression { get; }

    public long Photometric { get; }

    public TiffSampleType SampleType { get; }

    public bool IsTiled { get; }

    /// <summary>Rows of a tile or strip.</summary>
    public long SegmentRows { get; }

    /// <summary>Columns of a tile, or of the image when stored in strips.</summary>
    public long SegmentColumns { get; }

    public long SegmentsAcross => (Columns + SegmentColumns - 1) / SegmentColumns;

    public long SegmentsDown => (Rows + SegmentRows - 1) / SegmentRows;

    /// <summary>Bytes of one decoded row of a segment.</summary>
    public int SegmentRowBytes => (int)(SegmentColumns * Samples * SampleType.Bytes);

    /// <summary>Bytes of the page as stored in the file.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>Rows of the segment that begins at a row: a tile is stored whole, a last strip is cut.</summary>
    public int StoredRows(long firstRow) => (int)(IsTiled ? SegmentRows : Math.Min(SegmentRows, Rows - firstRow));

    private void RequireReadableKind(TiffDirectory directory)
    {
        if (Compression is not (TiffTags.Uncompressed or TiffTags.Lzw or TiffTags.Deflate or TiffTags.OldDeflate or TiffTags.PackBits))
        {
            throw _file.Error($"{Name} uses TIFF compression {Compression}; none (1), LZW (5), Deflate (8) and PackBits (32773) are read");
        }

        var samplesFit = Photometric switch
        {
            TiffTags.MinIsWhite or TiffTags.MinIsBlack => Samples is 1 or 2,
            TiffTags.Rgb => Samples is 3 or 4,
            _ => false,
        };
        if (!samplesFit)
        {
            throw _file.Error(
                $"{Name} has photometric interpretation {Photometric} with {Samples} samples per pixel; "
                + "gray (0 or 1, with or without alpha) and RGB (2, with or without alpha) are read");
        }

        if (Samples > 1 && directory.Value(TiffTags.PlanarConfiguration, 1) != 1)
        {
            throw _file.Error(
                $"{Name} stores {Samples} colours in separate planes; if they are frames, save them as gray pages "
                + "(tifffile: photometric='minisblack'), and colours interleaved");
        }
    }

    private TiffSampleType ReadSampleType(TiffDirectory directory)
    {
        var bits = directory.Has(TiffTags.BitsPerSample) ? directory.Values(TiffTags.BitsPerSample, Samples) : [1];
        var formats = directory.Has(TiffTags.SampleFormat) ? directory.Values(TiffTags.SampleFormat, Samples) : [1];
        var type = new TiffSampleType(formats[0], bits[0]);
        return type.IsReadable && bits.All(b => b == bits[0]) && formats.All(f => f == formats[0])
            ? type
            : throw _file.Error(
                $"{Name} has samples of {string.Join(", ", bits)} bits in format {string.Join(", ", formats)}; unsigned (1) and signed (2) "
                + "integers of 8, 16 or 32 bits and floating point (3) of 32 or 64 bits are read");
    }

    private void RequireSegments(TiffDirectory directory)
    {
        if (SegmentRows < 1 || SegmentColumns < 1)
        {
            throw _file.Error($"{Name} has strips or tiles of {SegmentRows} × {SegmentColumns} pixels");
        }

        ReadingLimits.Require(
            _file, $"a tile of {Name}", [SegmentRows, SegmentColumns, Samples], SampleType.Bytes, _file.Length, compressed: true);
        var expected = SegmentsAcross * SegmentsDown;
        var (offsetTag, countTag) = IsTiled
            ? (TiffTags.TileOffsets, TiffTags.TileByteCounts)
            : (TiffTags.StripOffsets, TiffTags.StripByteCounts);
        if (directory.CountOf(offsetTag) < expected || directory.CountOf(countTag) < expected)
        {
            throw _file.Error(
                $"{Name} needs {expected} strips or tiles; it lists {directory.CountOf(offsetTag)} offsets "
                + $"and {directory.CountOf(countTag)} sizes");
        }

        var offsets = directory.Values(offsetTag);
        var sizes = directory.Values(countTag);
        for (var i = 0; i < expected; i++)
        {
            if (sizes[i] > _file.Length || offsets[i] > _file.Length - sizes[i])
            {
                throw _file.Error(
                    $"{Name}, strip or tile {i}: {sizes[i]} bytes at byte {offsets[i]} lie outside the file of {_file.Length} bytes: "
                    + "truncated or damaged");
            }

            StoredBytes += sizes[i];
            var decoded = (long)StoredRows(i / SegmentsAcross * SegmentRows) * SegmentRowBytes;
            if (Compression == TiffTags.Uncompressed ? sizes[i] < decoded : decoded / ReadingLimits.MaximumExpansion > sizes[i])
            {
                throw _file.Error($"{Name}, strip or tile {i}: {sizes[i]} bytes are stored, too few for {decoded} bytes of pixels");
            }
        }
    }
}

using BitMiracle.LibTiff.Classic;

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TiffReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Every_number_type_compression_and_layout_gives_the_same_pixels(
        [Values(8, 16, 32, 64)] int bits,
        [Values(Compression.NONE, Compression.LZW, Compression.ADOBE_DEFLATE, Compression.DEFLATE, Compression.PACKBITS)]
        Compression compression,
        [Values(0, 16)] int tile,
        [Values] bool bigEndian)
    {
        var format = bits == 64 ? SampleFormat.IEEEFP : SampleFormat.UINT;
        var layout = new TestTiff { Frames = 2, Bits = bits, Format = format, BigEndian = bigEndian };
        var path = (layout with { Compression = compression, TileSize = tile }).WriteTo(_folder["x.tif"]);

        var stack = ImageReader.Read(path);

        Assert.That((stack.Frames, stack.Rows, stack.Columns), Is.EqualTo((2, 37, 53)));
        Assert.That(stack.Pixels, Is.EqualTo(Pattern.Stack(2, 37, 53, 200).Pixels));
    }

    [TestCase(8, SampleFormat.UINT, Compression.LZW, Predictor.HORIZONTAL)]
    [TestCase(16, SampleFormat.UINT, Compression.LZW, Predictor.HORIZONTAL)]
    [TestCase(16, SampleFormat.UINT, Compression.ADOBE_DEFLATE, Predictor.HORIZONTAL)]
    [TestCase(32, SampleFormat.UINT, Compression.ADOBE_DEFLATE, Predictor.HORIZONTAL)]
    [TestCase(32, SampleFormat.IEEEFP, Compression.ADOBE_DEFLATE, Predictor.FLOATINGPOINT)]
    [TestCase(32, SampleFormat.IEEEFP, Compression.LZW, Predictor.FLOATINGPOINT)]
    public void Predictors_are_undone(int bits, SampleFormat format, Compression compression, Predictor predictor)
    {
        var path = new TestTiff { Bits = bits, Format = format, Compression = compression, Predictor = predictor }
            .WriteTo(_folder["x.tif"]);

        Assert.That(ImageReader.Read(path).Pixels, Is.EqualTo(Pattern.Stack(1, 37, 53, 200).Pixels));
    }

    [TestCase(8, SampleFormat.INT, -100.0)]
    [TestCase(16, SampleFormat.UINT, 65535.0)]
    [TestCase(16, SampleFormat.INT, -32768.0)]
    [TestCase(32, SampleFormat.INT, -70000.0)]
    [TestCase(32, SampleFormat.UINT, 4294967040.0)]
    [TestCase(32, SampleFormat.IEEEFP, -0.25)]
    [TestCase(64, SampleFormat.IEEEFP, 1e-30)]
    public void Extreme_values_keep_their_value_and_sign(int bits, SampleFormat format, double value)
    {
        var path = new TestTiff { Bits = bits, Format = format, Value = (_, _, _, _) => value }.WriteTo(_folder["x.tif"]);

        Assert.That(ImageReader.Read(path).Pixels, Is.All.EqualTo((float)value));
    }

    [Test]
    public void A_page_in_one_long_strip_is_read([Values(8, 64)] int bits, [Values] bool bigEndian)
    {
        // Above 8 kB the decoder would cut an uncompressed strip into several of its own.
        var format = bits == 64 ? SampleFormat.IEEEFP : SampleFormat.UINT;
        var layout = new TestTiff { Frames = 2, Rows = 200, Columns = 150, RowsPerStrip = 200 };
        var path = (layout with { Bits = bits, Format = format, BigEndian = bigEndian }).WriteTo(_folder["x.tif"]);

        Assert.That(ImageReader.Read(path).Pixels, Is.EqualTo(Pattern.Stack(2, 200, 150, 200).Pixels));
    }

    [Test]
    public void A_BigTIFF_file_is_read()
    {
        (int Tag, long Value)[] tags = [(256, 3), (257, 2), (258, 8), (259, 1), (262, 1), (273, 16), (277, 1), (278, 2), (279, 6)];
        using var file = new BinaryWriter(new MemoryStream());
        file.Write([.. "II+\0"u8, 8, 0, 0, 0]);
        file.Write(24L);
        file.Write([1, 2, 3, 4, 5, 6, 0, 0]);   // six pixels at byte 16, the directory at byte 24
        file.Write((long)tags.Length);
        foreach (var (tag, value) in tags)
        {
            file.Write((ushort)tag);
            file.Write((ushort)(tag is 273 or 279 ? 16 : 3));   // LONG8 or SHORT
            file.Write(1L);
            file.Write(value);
        }

        file.Write(0L);
        var stack = ImageReader.Read(_folder.Write("x.tif", ((MemoryStream)file.BaseStream).ToArray()));

        Assert.That((stack.Rows, stack.Columns), Is.EqualTo((2, 3)));
        Assert.That(stack.Pixels, Is.EqualTo(new float[] { 1, 2, 3, 4, 5, 6 }));
    }

    [Test]
    public void The_metadata_tell_source_hash_depth_and_largest_code()
    {
        var path = new TestTiff { Bits = 16 }.WriteTo(_folder["camera.tif"]);

        var metadata = ImageReader.Read(path).Metadata;

        Assert.That(metadata, Is.EqualTo(new ImageMetadata
        {
            Name = "camera.tif",
            SourcePath = path,
            Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))),
            Format = ImageFormat.Tiff,
            BitDepth = 16,
            MaximumCode = 65535,
        }));
    }

    [Test]
    public void Equal_colours_are_taken_as_gray()
    {
        var path = new TestTiff { Bits = 8, Samples = 3, Photometric = Photometric.RGB }.WriteTo(_folder["x.tif"]);

        var stack = ImageReader.Read(path);

        Assert.That(stack.Pixels, Is.EqualTo(Pattern.Stack(1, 37, 53, 200).Pixels));
        Assert.That(stack.Metadata.ColorAveraged, Is.False);
    }

    [Test]
    public void Different_colours_are_averaged_and_the_metadata_say_so()
    {
        var path = new TestTiff { Bits = 16, Samples = 4, Photometric = Photometric.RGB, Value = (_, _, _, s) => s == 3 ? 9 : 30 * s }
            .WriteTo(_folder["x.tif"]);

        var stack = ImageReader.Read(path);

        Assert.That(stack.Pixels, Is.All.EqualTo(30));
        Assert.That(stack.Metadata.ColorAveraged, Is.True);
    }

    [Test]
    public void White_as_zero_is_inverted()
    {
        var path = new TestTiff { Bits = 8, Photometric = Photometric.MINISWHITE, Value = (_, _, _, _) => 55 }.WriteTo(_folder["x.tif"]);

        Assert.That(ImageReader.Read(path).Pixels, Is.All.EqualTo(200));
    }

    [Test]
    public void Thumbnails_are_passed_over()
    {
        var path = new TestTiff
        {
            Frames = 3,
            ExtraTags = (tiff, frame) => tiff.SetField(TiffTag.SUBFILETYPE, frame == 1 ? FileType.REDUCEDIMAGE : FileType.PAGE),
        }.WriteTo(_folder["x.tif"]);

        var stack = ImageReader.Read(path);

        Assert.That(stack.Frames, Is.EqualTo(2));
        Assert.That(stack[1, 0, 0], Is.EqualTo(Pattern.Code(2, 0, 0, 200)));
    }

    [Test]
    public void Pages_of_different_size_are_an_error_that_names_the_page()
    {
        var path = new TestTiff
        {
            Frames = 3,
            Bits = 8,
            ExtraTags = (tiff, frame) => tiff.SetField(TiffTag.IMAGELENGTH, frame == 2 ? 30 : 37),
            RowsPerStrip = 30,
        }.WriteTo(_folder["x.tif"]);

        Assert.That(() => ImageReader.Read(path), Throws.TypeOf<MeasurementException>().With.Message.Contains("page 3 has 30 × 53"));
    }

    [Test]
    public void An_ImageJ_stack_without_pages_for_its_frames_is_not_read_in_part()
    {
        const string Description = "ImageJ=1.54f\nimages=300\nslices=300\n";
        var path = new TestTiff { ExtraTags = (tiff, _) => tiff.SetField(TiffTag.IMAGEDESCRIPTION, Description) }.WriteTo(_folder["x.tif"]);

        Assert.That(() => ImageReader.Read(path), Throws.TypeOf<MeasurementException>().With.Message.Contains("300 images of which 1"));
    }

    [Test]
    public void A_palette_is_an_error_that_says_what_is_read()
    {
        var map = new ushort[256];
        var layout = new TestTiff { Bits = 8, Photometric = Photometric.PALETTE };
        var path = (layout with { ExtraTags = (tiff, _) => tiff.SetField(TiffTag.COLORMAP, map, map, map) }).WriteTo(_folder["x.tif"]);

        Assert.That(() => ImageReader.Read(path),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("photometric interpretation 3"));
    }
}

using BitMiracle.LibTiff.Classic;
using SkiaSharp;

namespace DiffImaging.Data.Tests;

/// <summary>Whatever the bytes, a read ends in pixels or in one MeasurementException, and takes no memory that only a header
/// claims.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostileFileTests : IDisposable
{
    private const int Truncations = 150;
    private const int Flips = 400;
    private const int Seed = 20240607;

    /// <summary>The TIFF library writes its first strip right behind the header.</summary>
    private const int FirstStrip = 8;

    /// <summary>The stated limit: a decoded byte per 4096th stored one as single precision, twice, and room for buffers.</summary>
    private const long ExpansionAllowed = 2 * 4 * ReadingLimits.MaximumExpansion;
    private const long BuffersAllowed = 16 << 20;

    private readonly TemporaryFolder _folder = new();

    private static string[] Kinds =>
        ["tiff", "tiff-lzw", "tiff-deflate-tiled", "tiff-packbits", "png", "png-interlaced", "jpeg", "npy", "npy-fortran", "npz"];

    public void Dispose() => _folder.Dispose();

    [TestCaseSource(nameof(Kinds))]
    public void A_file_cut_anywhere_is_an_error_or_whole(string kind)
    {
        var bytes = Make(kind);
        var whole = Read(bytes)!;
        var failed = 0;
        var step = Math.Max(1, bytes.Length / Truncations);
        for (var length = 0; length < bytes.Length; length += step)
        {
            var read = Read(bytes[..length]);
            if (read is null)
            {
                failed++;
            }
            else
            {
                Assert.That(read.Pixels, Is.EqualTo(whole.Pixels), $"cut at {length} of {bytes.Length}");
            }
        }

        Assert.That(failed, Is.GreaterThan(Truncations * 9 / 10));
    }

    [TestCaseSource(nameof(Kinds))]
    public void The_size_is_read_from_the_headers_alone(string kind)
    {
        var bytes = Make(kind);
        var whole = Read(bytes)!;
        if (kind != "npz")
        {
            bytes[kind.StartsWith("tiff", StringComparison.Ordinal) ? FirstStrip : bytes.Length / 2] ^= 0xFF;   // a pixel
        }

        Assert.That(ReadSize(_folder.Write("hostile", bytes)), Is.EqualTo(new ImageSize(whole.Frames, whole.Rows, whole.Columns)));
    }

    [TestCaseSource(nameof(Kinds))]
    public void Changed_bytes_never_do_more_than_give_an_error(string kind)
    {
        var bytes = Make(kind);
        var random = new Random(Seed);
        for (var i = 0; i < Flips; i++)
        {
            var changed = (byte[])bytes.Clone();
            for (var n = random.Next(1, 5); n > 0; n--)
            {
                // Half of the changes go to the first and last bytes, where the headers and directories are.
                var at = random.Next(2) == 0 ? random.Next(changed.Length) : EdgeByte(random, changed.Length);
                changed[at] = random.Next(3) switch
                {
                    0 => 0xFF,
                    1 => (byte)(changed[at] ^ (1 << random.Next(8))),
                    _ => (byte)random.Next(256),
                };
            }

            Read(changed);
        }
    }

    [Test]
    public void Any_bytes_behind_a_signature_never_do_more_than_give_an_error([ValueSource(nameof(Kinds))] string kind)
    {
        var start = Make(kind).AsSpan(0, 10).ToArray();
        var random = new Random(Seed);
        for (var i = 0; i < 100; i++)
        {
            var bytes = new byte[random.Next(10, 3000)];
            random.NextBytes(bytes);
            start.CopyTo(bytes, 0);
            Read(bytes);
        }
    }

    [Test]
    public void A_PNG_header_that_claims_a_huge_image_is_refused()
    {
        using var bytes = new MemoryStream();
        bytes.Write(new TestPng().ToBytes().AsSpan(0, 8));
        TestPng.Chunk(bytes, "IHDR", [0, 0, 0x80, 0, 0, 0, 0x80, 0, 8, 0, 0, 0, 0]);
        TestPng.Chunk(bytes, "IDAT", new byte[100]);
        TestPng.Chunk(bytes, "IEND", []);

        Assert.That(Message(bytes.ToArray()), Does.Contain("32768 × 32768").And.Contain("only 100 bytes are stored"));
    }

    [TestCase(1u << 30, "page 1 claims 24 × 1073741824 × 1 values, more than")]
    [TestCase(10_000_000u, "page 1 claims 24 × 10000000 × 1 values (480000000 bytes), but only")]
    [TestCase(100_000u, "page 1, strip or tile 0: 157 bytes are stored, too few for 2000000 bytes")]
    public void A_TIFF_tag_that_claims_a_huge_image_is_refused(uint width, string message)
    {
        var bytes = Make("tiff-lzw");
        var tag = FindTag(bytes, 256);
        bytes[tag + 2] = 4;   // LONG, for the tag was a SHORT
        BitConverter.GetBytes(width).CopyTo(bytes, tag + 8);

        Assert.That(Message(bytes), Does.Contain(message));
    }

    [Test]
    public void A_TIFF_directory_that_points_to_itself_is_refused()
    {
        var bytes = Make("tiff");
        var directory = BitConverter.ToInt32(bytes, 4);
        var next = directory + 2 + (12 * BitConverter.ToUInt16(bytes, directory));
        BitConverter.GetBytes(directory).CopyTo(bytes, next);

        Assert.That(Message(bytes), Does.Contain("loop"));
    }

    [Test]
    public void A_TIFF_strip_outside_the_file_is_refused_with_its_offset()
    {
        var bytes = Make("tiff");
        var offsets = BitConverter.ToInt32(bytes, FindTag(bytes, 273) + 8);
        BitConverter.GetBytes(0x7000_0000).CopyTo(bytes, offsets);

        Assert.That(Message(bytes), Does.Contain("strip or tile 0").And.Contain("1879048192"));
    }

    [Test]
    public void Pages_that_share_their_strips_cannot_multiply_a_small_file()
    {
        var path = new TestTiff { Frames = 40, Bits = 8, Rows = 100, Columns = 100, RowsPerStrip = 100 }.WriteTo(_folder["x.tif"]);
        var bytes = File.ReadAllBytes(path);
        var first = BitConverter.ToInt32(bytes, 4);
        bytes = [.. bytes[..8], .. bytes[8..(first + 2 + (12 * BitConverter.ToUInt16(bytes, first)) + 4)]];
        var at = BitConverter.ToInt32(bytes, 4);
        var entries = bytes[at..];
        for (var page = 0; page < 40; page++)
        {
            BitConverter.GetBytes(bytes.Length).CopyTo(bytes, bytes.Length - 4);
            bytes = [.. bytes, .. entries];
        }

        bytes[^4] = bytes[^3] = bytes[^2] = bytes[^1] = 0;
        Assert.That(Message(bytes), Does.Contain("41 pages claims 41 × 100 × 100"));
    }

    [TestCase("", "is empty")]
    [TestCase("BM", "a BMP image")]
    [TestCase("GIF89a", "a GIF image")]
    [TestCase("hello world", "68656C6C6F20776F")]
    public void A_file_of_another_kind_is_an_error_that_says_what_was_found_and_expected(string content, string found) => Assert.That(
        Message(System.Text.Encoding.ASCII.GetBytes(content)), Does.Contain(found).And.Match("expected"));

    [Test]
    public void A_missing_file_and_a_folder_are_errors_that_name_them()
    {
        Assert.That(
            () => ImageReader.Read(_folder["none.tif"]),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("none.tif").And.Message.Contains("does not exist"));
        Assert.That(() => ImageReader.Read(_folder.Path), Throws.TypeOf<MeasurementException>().With.Message.Contains("is a folder"));
    }

    [Test]
    public void A_device_is_refused_without_reading_it()
    {
        if (!File.Exists("/dev/zero"))
        {
            Assert.Ignore("needs /dev/zero");
        }

        Assert.That(() => ImageReader.Read("/dev/zero"), Throws.TypeOf<MeasurementException>());
    }

    private static int EdgeByte(Random random, int length)
    {
        var edge = Math.Min(300, length);
        return random.Next(2) == 0 ? random.Next(edge) : length - 1 - random.Next(edge);
    }

    private static int FindTag(byte[] bytes, int tag)
    {
        var directory = BitConverter.ToInt32(bytes, 4);
        for (var at = directory + 2; ; at += 12)
        {
            if (BitConverter.ToUInt16(bytes, at) == tag)
            {
                return at;
            }
        }
    }

    private ImageStack? Read(byte[] bytes)
    {
        var path = _folder.Write("hostile", bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var size = ReadSize(path);
        try
        {
            var stack = ImageReader.Read(path);
            Assert.That(size, Is.EqualTo(new ImageSize(stack.Frames, stack.Rows, stack.Columns)), "size from the headers");
            return stack;
        }
        catch (MeasurementException e)
        {
            Assert.That(e.Message, Does.StartWith(path));
            return null;
        }
        finally
        {
            Assert.That(
                GC.GetAllocatedBytesForCurrentThread() - before,
                Is.LessThan(BuffersAllowed + (bytes.Length * ExpansionAllowed)),
                "bytes taken");
        }
    }

    private static ImageSize? ReadSize(string path)
    {
        try
        {
            return ImageReader.ReadSize(path);
        }
        catch (MeasurementException e)
        {
            Assert.That(e.Message, Does.StartWith(path));
            return null;
        }
    }

    private string Message(byte[] bytes)
    {
        var path = _folder.Write("hostile", bytes);
        var message = Assert.Throws<MeasurementException>(() => ImageReader.Read(path))!.Message;
        Assert.That(() => ImageReader.ReadSize(path), Throws.TypeOf<MeasurementException>().With.Message.EqualTo(message), "from the headers alone");
        return message;
    }

    private byte[] Make(string kind)
    {
        var tiff = new TestTiff { Frames = 2, Rows = 24, Columns = 20 };
        return kind switch
        {
            "tiff" => Tiff(tiff),
            "tiff-lzw" => Tiff(tiff with { Compression = Compression.LZW, Predictor = Predictor.HORIZONTAL, BigEndian = false }),
            "tiff-deflate-tiled" => Tiff(tiff with { Compression = Compression.ADOBE_DEFLATE, TileSize = 16, BigEndian = true }),
            "tiff-packbits" => Tiff(tiff with { Compression = Compression.PACKBITS }),
            "png" => new TestPng { Bits = 16 }.ToBytes(),
            "png-interlaced" => new TestPng { Interlaced = true }.ToBytes(),
            "jpeg" => JpegReaderTests.Encode(SKColorType.Gray8, (r, c) => JpegReaderTests.Gray(r * c)),
            "npy" => TestNpy.Make("<u2", "10, 20", [.. Enumerable.Range(0, 400).Select(i => (byte)i)]),
            "npy-fortran" => TestNpy.Make(">f4", "2, 5, 10", [.. Enumerable.Range(0, 400).Select(i => (byte)i)], fortran: true),
            _ => Npz(),
        };
    }

    private byte[] Tiff(TestTiff tiff) => File.ReadAllBytes(tiff.WriteTo(_folder["make.tif"]));

    private byte[] Npz()
    {
        var writer = new NpzWriter();
        writer.Add("a", Pattern.Stack(1, 20, 20).Pixels, 20, 20);
        writer.Write(_folder["make.npz"]);
        return File.ReadAllBytes(_folder["make.npz"]);
    }
}

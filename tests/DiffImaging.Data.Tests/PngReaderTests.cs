namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PngReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Gray_codes_come_as_stored_at_every_depth([Values(1, 2, 4, 8, 16)] int bits, [Values] bool interlaced)
    {
        var modulus = 1 << bits;
        var path = _folder.Write("x.png",
            new TestPng { Bits = bits, Interlaced = interlaced, Value = (r, c, _) => Wide(r, c) % modulus }.ToBytes());

        var stack = ImageReader.Read(path);

        for (var row = 0; row < 21; row++)
        {
            for (var column = 0; column < 35; column++)
            {
                Assert.That(stack[0, row, column], Is.EqualTo(Wide(row, column) % modulus), $"row {row}, column {column}");
            }
        }

        Assert.That((stack.Metadata.BitDepth, stack.Metadata.MaximumCode), Is.EqualTo((bits, (double)(modulus - 1))));
    }

    [Test]
    public void All_sixteen_bits_are_kept()
    {
        var path = _folder.Write("x.png",
            new TestPng { Rows = 256, Columns = 256, Bits = 16, Value = (r, c, _) => (256 * r) + c }.ToBytes());

        Assert.That(ImageReader.Read(path).Pixels, Is.EqualTo(Enumerable.Range(0, 65536).Select(i => (float)i)));
    }

    [TestCase(2, 8, 10f)]
    [TestCase(2, 16, 10f)]
    [TestCase(6, 8, 10f)]
    [TestCase(4, 8, 0f)]
    [TestCase(4, 16, 0f)]
    public void Colours_are_averaged_and_alpha_is_ignored(int colorType, int bits, float expected)
    {
        var path = _folder.Write("x.png",
            new TestPng { ColorType = (byte)colorType, Bits = bits, Value = (_, _, sample) => 10 * sample }.ToBytes());

        var stack = ImageReader.Read(path);

        Assert.That(stack.Pixels, Is.All.EqualTo(expected));
        Assert.That(stack.Metadata.ColorAveraged, Is.EqualTo(colorType != 4));
    }

    [Test]
    public void A_palette_is_looked_up()
    {
        byte[] palette = [0, 0, 0, 50, 50, 50, 10, 20, 30];
        var path = _folder.Write("x.png", new TestPng { ColorType = 3, Bits = 2, Palette = palette, Value = (_, c, _) => c % 3 }.ToBytes());

        var stack = ImageReader.Read(path);

        Assert.That(stack.Frame(0)[..3].ToArray(), Is.EqualTo(new float[] { 0, 50, 20 }));
        Assert.That(stack.Metadata.MaximumCode, Is.EqualTo(255));
    }

    [Test]
    public void A_pixel_outside_the_palette_is_an_error()
    {
        var path = _folder.Write("x.png", new TestPng { ColorType = 3, Bits = 2, Palette = [1, 1, 1], Value = (_, _, _) => 3 }.ToBytes());

        Assert.That(() => ImageReader.Read(path), Throws.TypeOf<MeasurementException>().With.Message.Contains("palette entry 3"));
    }

    [Test]
    public void A_changed_byte_is_found_by_the_checksum()
    {
        var bytes = new TestPng().ToBytes();
        bytes[^30] ^= 4;

        Assert.That(
            () => ImageReader.Read(_folder.Write("x.png", bytes)),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("does not match its checksum"));
    }

    private static int Wide(int row, int column) => (row * 1871) + (column * 613);
}

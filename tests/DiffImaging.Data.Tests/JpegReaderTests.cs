using SkiaSharp;

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JpegReaderTests : IDisposable
{
    private const int LossyTolerance = 2;   // codes: quantisation and colour conversion at quality 100

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_gray_file_gives_its_codes()
    {
        var path = _folder.Write("x.jpg", Encode(SKColorType.Gray8, (row, _) => Gray(2 * row)));

        var stack = ImageReader.Read(path);

        Assert.That((stack.Rows, stack.Columns, stack.Metadata.BitDepth, stack.Metadata.MaximumCode), Is.EqualTo((48, 64, 8, 255.0)));
        Assert.That(stack[0, 40, 10], Is.EqualTo(80).Within(LossyTolerance));
        Assert.That(stack.Metadata.ColorAveraged, Is.False);
    }

    [Test]
    public void A_colour_file_is_averaged()
    {
        var path = _folder.Write("x.jpg", Encode(SKColorType.Rgba8888, (_, _) => new SKColor(30, 60, 90)));

        var stack = ImageReader.Read(path);

        Assert.That(stack[0, 20, 20], Is.EqualTo(60).Within(LossyTolerance));
        Assert.That(stack.Metadata.ColorAveraged, Is.True);
    }

    [Test]
    public void A_file_cut_in_the_middle_is_an_error()
    {
        var bytes = Encode(SKColorType.Gray8, (row, column) => Gray(row * column));

        Assert.That(
            () => ImageReader.Read(_folder.Write("x.jpg", bytes[..(bytes.Length / 2)])),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("truncated or damaged"));
    }

    internal static SKColor Gray(int code) => new((byte)code, (byte)code, (byte)code);

    internal static byte[] Encode(SKColorType type, Func<int, int, SKColor> color)
    {
        using var bitmap = new SKBitmap(64, 48, type, SKAlphaType.Opaque);
        for (var row = 0; row < bitmap.Height; row++)
        {
            for (var column = 0; column < bitmap.Width; column++)
            {
                bitmap.SetPixel(column, row, color(row, column));
            }
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 100);
        return data.ToArray();
    }
}

using System.Xml.Linq;
using BitMiracle.LibTiff.Classic;

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OmeTiffWriterTests : IDisposable
{
    private const double Pitch = 3.45e-6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Frames_come_back_bit_for_bit()
    {
        var stack = new ImageStack(3, 301, 257, [.. Enumerable.Range(0, 3 * 301 * 257).Select(i => MathF.Sin(i))]);
        stack.Pixels[7] = float.NaN;
        OmeTiffWriter.Write(_folder["x.ome.tif"], stack, Pitch);

        var read = ImageReader.Read(_folder["x.ome.tif"]);

        Assert.That((read.Frames, read.Rows, read.Columns, read.Metadata.BitDepth), Is.EqualTo((3, 301, 257, 32)));
        Assert.That(read.Pixels, Is.EqualTo(stack.Pixels));
    }

    [Test]
    public void The_OME_description_has_the_scale_in_micrometres_and_the_order_of_the_frames()
    {
        OmeTiffWriter.Write(_folder["x.ome.tif"], Pattern.Stack(4, 5, 6), new OmeTiffOptions
        {
            Name = "α object",
            ColumnPitch = Pitch,
            RowPitch = 2 * Pitch,
            FrameAxis = FrameAxis.Depth,
            FrameSpacing = 1e-3,
        });

        var text = Description(0);
        var pixels = Pixels(text);
        Assert.That(text, Is.All.LessThan((char)128));
        Assert.That(pixels.Parent!.Attribute("Name")!.Value, Is.EqualTo("α object"));
        Assert.That(
            new[] { "Type", "SizeX", "SizeY", "SizeZ", "SizeC", "SizeT" }.Select(name => pixels.Attribute(name)!.Value),
            Is.EqualTo(new[] { "float", "6", "5", "4", "1", "1" }));
        Assert.That(
            new[] { "PhysicalSizeX", "PhysicalSizeXUnit", "PhysicalSizeY", "PhysicalSizeZ" }.Select(name => pixels.Attribute(name)!.Value),
            Is.EqualTo(new[] { "3.45", "µm", "6.9", "1000" }));
        Assert.That(Description(1), Is.Empty);
    }

    [Test]
    public void Channels_carry_their_names()
    {
        OmeTiffWriter.Write(
            _folder["x.ome.tif"],
            Pattern.Stack(2, 5, 6),
            new OmeTiffOptions { FrameAxis = FrameAxis.Channel, ChannelNames = ["amplitude", "phase"] });

        Assert.That(
            Pixels(Description(0)).Elements().Where(e => e.Name.LocalName == "Channel").Select(e => e.Attribute("Name")!.Value),
            Is.EqualTo(new[] { "amplitude", "phase" }));
    }

    [Test]
    public void The_classic_resolution_stands_on_every_page_in_pixels_per_centimetre()
    {
        OmeTiffWriter.Write(_folder["x.ome.tif"], Pattern.Stack(2, 5, 6), Pitch);

        using var tiff = Tiff.Open(_folder["x.ome.tif"], "r");
        tiff.SetDirectory(1);
        Assert.That(tiff.GetField(TiffTag.RESOLUTIONUNIT)[0].ToInt(), Is.EqualTo((int)ResUnit.CENTIMETER));
        Assert.That(0.01 / tiff.GetField(TiffTag.XRESOLUTION)[0].ToDouble(), Is.EqualTo(Pitch).Within(1e-6 * Pitch));
        Assert.That(0.01 / tiff.GetField(TiffTag.YRESOLUTION)[0].ToDouble(), Is.EqualTo(Pitch).Within(1e-6 * Pitch));
    }

    [TestCase(0)]
    [TestCase(-1e-6)]
    [TestCase(double.NaN)]
    public void A_pitch_that_is_not_positive_is_refused(double pitch) => Assert.That(
        () => OmeTiffWriter.Write(_folder["x.tif"], Pattern.Stack(1, 2, 2), pitch), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static XElement Pixels(string description) =>
        XDocument.Parse(description).Descendants().Single(e => e.Name.LocalName == "Pixels");

    private string Description(short page)
    {
        using var tiff = Tiff.Open(_folder["x.ome.tif"], "r");
        tiff.SetDirectory(page);
        return tiff.GetField(TiffTag.IMAGEDESCRIPTION)?[0].ToString() ?? "";
    }
}

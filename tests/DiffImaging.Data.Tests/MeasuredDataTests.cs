using DiffImaging.Tests;

namespace DiffImaging.Data.Tests;

/// <summary>Measured files, against numbers that NumPy and Pillow found in them.</summary>
[TestFixture]
public sealed class MeasuredDataTests
{
    /// <summary>JPEG decoders may round the cosine transform differently.</summary>
    private const double JpegCode = 1;
    private const double JpegSum = 1e-3;
    private const double DoublePrecision = 1e-14;

    [TestCase("shampoo_usaf_offaxis/USAF_test.tif", 1024, 91265404, 144, 42, 42)]
    [TestCase("particleholography_twoplane/holo1.png", 1024, 132946968, 108, 137, 118)]
    [TestCase("particleholography_twoplane/holo2.png", 1024, 133171009, 132, 132, 118)]
    public void Lossless_files_have_every_code(string file, int size, long sum, int at300And400, int at1And2, int at511And5)
    {
        var stack = ImageReader.Read(SharedData.Require(file));

        Assert.That((stack.Frames, stack.Rows, stack.Columns, stack.Metadata.BitDepth), Is.EqualTo((1, size, size, 8)));
        Assert.That(stack.Pixels.Sum(p => (double)p), Is.EqualTo(sum));
        Assert.That((stack[0, 300, 400], stack[0, 1, 2], stack[0, 511, 5]),
            Is.EqualTo(((float)at300And400, (float)at1And2, (float)at511And5)));
    }

    [TestCase("bg01.jpg", 512, 36464566, 130)]
    [TestCase("bg02.jpg", 512, 36369217, 131)]
    [TestCase("image01.jpg", 512, 36600582, 132)]
    [TestCase("df01.jpg", 512, 0, 0)]
    [TestCase("ps_image01.jpg", 1020, 57400569, 83)]
    public void Jpeg_files_have_the_codes_of_another_decoder(string file, int size, long sum, int at300And400)
    {
        var stack = ImageReader.Read(SharedData.Require("holopy_sphere/" + file));

        Assert.That((stack.Frames, stack.Rows, stack.Columns), Is.EqualTo((1, size, size)));
        Assert.That(stack.Pixels.Sum(p => (double)p), Is.EqualTo((double)sum).Within(JpegSum * sum));
        Assert.That(stack[0, 300, 400], Is.EqualTo(at300And400).Within(JpegCode));
        Assert.That(stack.Metadata.ColorAveraged, Is.False);
    }

    [Test]
    public void Numpy_files_have_their_values_in_either_order()
    {
        var intensity = NpyReader.ReadReal(SharedData.Require("reference_crlb/intensity.npy"));
        var prior = NpyReader.ReadReal(SharedData.Require("reference_crlb/prior_psd.npy"));
        var field = ImageReader.ReadComplex(SharedData.Require("reference_crlb/object.npy"));

        Assert.That(intensity.Shape, Is.EqualTo(new[] { 48, 48 }));
        Assert.That(intensity.Values.Sum(), Is.EqualTo(2453.4520451363837).Within(DoublePrecision * 2453));
        Assert.That(intensity.Values[(3 * 48) + 40], Is.EqualTo(0.34956365926224986));
        Assert.That(prior.Values[(40 * 48) + 3], Is.EqualTo(2.0595775075434473));
        Assert.That(field[0, 3, 40].Real, Is.EqualTo(1.1454355518800345));
        Assert.That(field[0, 40, 3].Imaginary, Is.EqualTo(0.49504277758055953));
    }

    [Test]
    public void The_sphere_hologram_over_its_backgrounds_has_the_level_one()
    {
        var folder = SharedData.Require("holopy_sphere");

        var measurement = MeasurementLoader.Load(
            new MeasurementOptions
            {
                Measurement = ["image01.jpg"],
                Backgrounds = ["bg01.jpg", "bg02.jpg", "bg03.jpg"],
                Darks = ["df01.jpg"],
                Region = new RegionOptions { Row = 250, Column = 250, Rows = 200, Columns = 200 },
            },
            folder);

        Assert.That((measurement.Frames.Rows, measurement.Frames.Columns), Is.EqualTo((200, 200)));
        Assert.That(measurement.Frames.Pixels.Average(p => (double)p), Is.EqualTo(1).Within(0.02));
        Assert.That(measurement.Mask.IsFull, Is.True);
        Assert.That(measurement.Inputs, Has.Count.EqualTo(5));
    }

    [TestCase("bloodsmear_red.mat", 505124.0183526095, 0.0033389306627213955f, 0.007695433683693409f)]
    [TestCase("blood_aberration.mat", 397603.29882881884, 0.01031612977385521f, 0.005979117006063461f)]
    public void Stacks_of_MATLAB_have_the_values_that_scipy_reads(string file, double sum, float at3And40And200, float at127And0And112)
    {
        var path = SharedData.Require("uconn_fpm/" + file);

        var stack = ImageReader.Read(path);

        Assert.That((stack.Frames, stack.Rows, stack.Columns, stack.Metadata.BitDepth), Is.EqualTo((225, 128, 128, 32)));
        Assert.That(ImageReader.ReadSize(path, "imlow_HDR"), Is.EqualTo(new ImageSize(225, 128, 128)));
        Assert.That(stack.Pixels.Sum(p => (double)p), Is.EqualTo(sum).Within(DoublePrecision * stack.Pixels.Length * sum));
        Assert.That((stack[200, 3, 40], stack[112, 127, 0]), Is.EqualTo((at3And40And200, at127And0And112)));
        Assert.That(ArrayReader.ReadReal(path, "wlength").Values, Is.EqualTo(new[] { 6.3e-7 }));
    }

    [Test]
    public void The_pupil_in_a_MATLAB_file_is_complex()
    {
        var pupil = ImageReader.ReadComplex(SharedData.Require("uconn_fpm/blood_aberration.mat"), "aberration");

        Assert.That((pupil.Rows, pupil.Columns), Is.EqualTo((128, 128)));
        Assert.That(pupil[0, 0, 1], Is.EqualTo(new System.Numerics.Complex(0.00324073014780879, 0.0006596024031750858)));
    }

    [Test]
    public void Amplitudes_of_a_region_are_squared()
    {
        var path = SharedData.Require("uconn_fpm/bloodsmear_red.mat");

        var measurement = MeasurementLoader.Load(new MeasurementOptions
        {
            Measurement = [path],
            Variable = "imlow_HDR",
            Axes = FrameAxes.Parse("rows columns frames"),
            Quantity = RecordedQuantity.Amplitude,
            Region = new RegionOptions { Row = 3, Column = 40, Rows = 64, Columns = 64 },
        });

        Assert.That((measurement.Frames.Frames, measurement.Frames.Rows, measurement.Frames.Columns), Is.EqualTo((225, 64, 64)));
        Assert.That(measurement.Frames[200, 0, 0], Is.EqualTo(0.0033389306627213955f * 0.0033389306627213955f));
    }
}

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MeasurementLoaderTests : IDisposable
{
    private const double SinglePrecision = 1e-6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Files_become_frames_in_their_order_and_are_listed_with_their_hashes()
    {
        var options = new MeasurementOptions
        {
            Measurement = [Constant("b.npy", 2), Constant("a.npy", 1)],
            Darks = [Constant("dark.npy", 0)],
            Backgrounds = [Constant("background.npy", 1)],
            Mask = Constant("mask.npy", 1),
        };

        var measurement = MeasurementLoader.Load(options, _folder.Path);

        Assert.That((measurement.Frames[0, 0, 0], measurement.Frames[1, 0, 0]), Is.EqualTo((2f, 1f)));
        Assert.That(
            measurement.Inputs.Select(i => (i.Role, Path.GetFileName(i.Path))),
            Is.EqualTo(new[]
            {
                (InputRole.Measurement, "b.npy"), (InputRole.Measurement, "a.npy"), (InputRole.Background, "background.npy"),
                (InputRole.Dark, "dark.npy"), (InputRole.Mask, "mask.npy"),
            }));
        Assert.That(measurement.Inputs.Select(i => i.Sha256), Is.All.Length.EqualTo(64));
    }

    [Test]
    public void Chosen_frames_are_read_and_files_that_hold_none_are_not()
    {
        NpyWriter.Write(_folder["three.npy"], [.. Enumerable.Range(0, 3).SelectMany(frame => Enumerable.Repeat(10f + frame, 12))], 3, 3, 4);
        var options = new MeasurementOptions { Measurement = [Constant("a.npy", 1, 3, 4), "three.npy", Constant("z.npy", 2, 3, 4)], Frames = [1, 3] };

        var measurement = MeasurementLoader.Load(options, _folder.Path);
        var all = MeasurementLoader.Describe(options with { Frames = null }, _folder.Path);

        Assert.That(Enumerable.Range(0, measurement.Frames.Frames).Select(frame => measurement.Frames[frame, 0, 0]), Is.EqualTo(new[] { 10f, 12f }));
        Assert.That(measurement.Inputs.Select(input => Path.GetFileName(input.Path)), Is.EqualTo(new[] { "three.npy" }));
        Assert.That((all.Frames, MeasurementLoader.Describe(options, _folder.Path).Frames), Is.EqualTo((5, 2)));
        Assert.Throws<MeasurementException>(() => MeasurementLoader.Describe(options with { Frames = [5] }, _folder.Path));
        Assert.Throws<MeasurementException>(() => MeasurementLoader.Describe(options with { Frames = [] }, _folder.Path));
    }

    [Test]
    public void The_mean_dark_is_subtracted_and_the_mean_background_divides()
    {
        var options = new MeasurementOptions
        {
            Measurement = [Constant("i.npy", 50)],
            Darks = [Constant("d1.npy", 8), Constant("d2.npy", 12)],
            Backgrounds = [Constant("b1.npy", 80), Constant("b2.npy", 100)],
        };

        var measurement = MeasurementLoader.Load(options, _folder.Path);

        Assert.That(measurement.Frames.Pixels, Is.All.EqualTo(40f / 80).Within(SinglePrecision));
        Assert.That(measurement.Background!.Pixels, Is.All.EqualTo(80));
        Assert.That(measurement.Mask.IsFull, Is.True);
    }

    [Test]
    public void Without_background_the_codes_stay_codes_and_may_be_negative()
    {
        var options = new MeasurementOptions { Measurement = [Constant("i.npy", 5)], Darks = [Constant("d.npy", 8)] };

        var measurement = MeasurementLoader.Load(options, _folder.Path);

        Assert.That(measurement.Frames.Pixels, Is.All.EqualTo(-3));
        Assert.That(measurement.Background, Is.Null);
    }

    [Test]
    public void Where_the_background_is_dark_the_pixel_is_masked_and_holds_the_mean_of_the_others()
    {
        Frame("i.npy", [10, 20, 30, 40]);
        Frame("b.npy", [10, 10, 2, 0]);
        Constant("d.npy", 2, 2, 2);

        var measurement = MeasurementLoader.Load(
            new MeasurementOptions { Measurement = ["i.npy"], Backgrounds = ["b.npy"], Darks = ["d.npy"] }, _folder.Path);

        Assert.That(measurement.Mask.Valid, Is.EqualTo(new[] { true, true, false, false }));
        Assert.That(measurement.Frames.Pixels, Is.EqualTo(new[] { 1, 2.25f, 1.625f, 1.625f }).Within(SinglePrecision));
        Assert.That(measurement.Background!.Pixels, Is.EqualTo(new float[] { 8, 8, 0, 0 }));
    }

    [Test]
    public void A_background_darker_than_the_dark_frame_is_an_error() => Assert.That(
        () => MeasurementLoader.Load(
            new MeasurementOptions
            {
                Measurement = [Constant("i.npy", 5)],
                Backgrounds = [Constant("b.npy", 5)],
                Darks = [Constant("d.npy", 6)],
            },
            _folder.Path),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("b.npy").And.Message.Contains("not brighter than the dark frame"));

    [Test]
    public void Saturated_pixels_are_masked_per_frame_and_keep_what_was_recorded()
    {
        NpyWriter.Write(_folder["i.npy"], [1f, 2, 250, 255, 255, 2, 3, 4], 2, 2, 2);

        var measurement = MeasurementLoader.Load(new MeasurementOptions { Measurement = ["i.npy"], SaturationLevel = 250 }, _folder.Path);

        Assert.That(measurement.Mask.Valid, Is.EqualTo(new[] { true, true, false, false, false, true, true, true }));
        Assert.That(measurement.Frames[0, 1, 1], Is.EqualTo(255));
    }

    [Test]
    public void A_saturated_background_pixel_is_masked_in_every_frame()
    {
        Frame("b.npy", [10, 10, 10, 255]);

        var measurement = MeasurementLoader.Load(
            new MeasurementOptions { Measurement = [Constant("i.npy", 5, 2, 2)], Backgrounds = ["b.npy"], SaturationLevel = 250 },
            _folder.Path);

        Assert.That(measurement.Mask.Valid, Is.EqualTo(new[] { true, true, true, false }));
    }

    [Test]
    public void Bad_pixels_may_hold_anything_and_are_replaced()
    {
        Frame("i.npy", [1, 3, float.NaN, 2]);
        Frame("mask.npy", [1, 1, 0, 1]);

        var measurement = MeasurementLoader.Load(new MeasurementOptions { Measurement = ["i.npy"], Mask = "mask.npy" }, _folder.Path);

        Assert.That(measurement.Frames.Pixels, Is.EqualTo(new float[] { 1, 3, 2, 2 }));
        Assert.That(measurement.Mask.InvalidCount, Is.EqualTo(1));
    }

    [Test]
    public void Values_that_are_no_numbers_are_counted_and_the_first_is_placed()
    {
        var stack = Pattern.Stack(2, 6, 7);
        stack.Pixels[42 + (3 * 7) + 5] = float.NaN;
        stack.Pixels[42 + (5 * 7) + 6] = float.PositiveInfinity;
        NpyWriter.Write(_folder["i.npy"], stack);

        Assert.That(
            () => MeasurementLoader.Load(new MeasurementOptions { Measurement = ["i.npy"] }, _folder.Path),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("2 of 84").And.Message.Contains("frame 1, row 3, column 5"));
    }

    [Test]
    public void A_double_beyond_single_precision_is_no_number_either()
    {
        NpyWriter.Write(_folder["i.npy"], [1, 1e300], 1, 2);

        Assert.That(
            () => MeasurementLoader.Load(new MeasurementOptions { Measurement = ["i.npy"] }, _folder.Path),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("row 0, column 1"));
    }

    [Test]
    public void The_region_is_counted_after_rotation_and_flip()
    {
        var raw = Pattern.Stack(2, 6, 9);
        NpyWriter.Write(_folder["i.npy"], raw);

        var measurement = MeasurementLoader.Load(
            new MeasurementOptions
            {
                Measurement = ["i.npy"],
                RotationDegrees = 90,
                FlipColumns = true,
                Region = new RegionOptions { Row = 1, Column = 2, Rows = 5, Columns = 3 },
            },
            _folder.Path);

        var region = new RegionOfInterest(1, 2, 5, 3);
        Assert.That(measurement.Frames.Pixels, Is.EqualTo(raw.RotateQuarterTurns(1).FlipColumns().Crop(region).Pixels));
        Assert.That(measurement.Region, Is.EqualTo(region));
        Assert.That((measurement.Mask.Rows, measurement.Mask.Columns), Is.EqualTo((5, 3)));
    }

    [Test]
    public void A_region_larger_than_the_image_is_an_error_that_names_file_and_sizes() => Assert.That(
        () => MeasurementLoader.Load(
            new MeasurementOptions { Measurement = [Constant("i.npy", 1)], Region = new RegionOptions { Rows = 64, Columns = 2 } },
            _folder.Path),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("i.npy").And.Message.Contains("4 × 5").And.Message.Contains("64 × 2"));

    [Test]
    public void Files_of_different_size_are_an_error_that_names_both() => Assert.That(
        () => MeasurementLoader.Load(
            new MeasurementOptions { Measurement = [Constant("i.npy", 1)], Backgrounds = [Constant("b.npy", 1, 4, 6)] }, _folder.Path),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("b.npy").And.Message.Contains("4 × 6")
            .And.Message.Contains("i.npy").And.Message.Contains("4 × 5"));

    [Test]
    public void Codes_of_different_depth_are_an_error()
    {
        _folder.Write("i.png", new TestPng { Bits = 16 }.ToBytes());
        _folder.Write("b.png", new TestPng { Bits = 8 }.ToBytes());

        Assert.That(
            () => MeasurementLoader.Load(new MeasurementOptions { Measurement = ["i.png"], Backgrounds = ["b.png"] }, _folder.Path),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("up to 255").And.Message.Contains("up to 65535"));
    }

    [Test]
    public void A_mask_of_another_size_is_an_error() => Assert.That(
        () => MeasurementLoader.Load(
            new MeasurementOptions { Measurement = [Constant("i.npy", 1)], Mask = Constant("m.npy", 1, 2, 2) }, _folder.Path),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("m.npy").And.Message.Contains("1 × 2 × 2"));

    [Test]
    public void A_frame_without_any_pixel_left_is_an_error() => Assert.That(
        () => MeasurementLoader.Load(
            new MeasurementOptions { Measurement = [Constant("a.npy", 1), Constant("b.npy", 9)], SaturationLevel = 5 }, _folder.Path),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("frame 1 has no pixel left"));

    [Test]
    public void No_file_at_all_is_an_error() => Assert.That(
        () => MeasurementLoader.Load(new MeasurementOptions { Measurement = [] }), Throws.TypeOf<MeasurementException>());

    [Test]
    public void Pixels_at_the_largest_code_give_a_warning_until_a_level_is_given()
    {
        _folder.Write("i.png", new TestPng { Value = (row, _, _) => row == 0 ? 255 : 100 }.ToBytes());
        var options = new MeasurementOptions { Measurement = ["i.png"] };

        Assert.That(MeasurementLoader.Load(options, _folder.Path).Warnings, Has.One.Contains("largest code 255"));
        Assert.That(MeasurementLoader.Load(options with { SaturationLevel = 255 }, _folder.Path).Warnings, Is.Empty);
    }

    [Test]
    public void An_array_is_chosen_by_its_name()
    {
        var writer = new NpzWriter();
        writer.Add("other", [0f], 1, 1);
        writer.Add("frames", [7f, 8], 1, 2);
        writer.Write(_folder["m.npz"]);

        var measurement = MeasurementLoader.Load(new MeasurementOptions { Measurement = ["m.npz"], Variable = "frames" }, _folder.Path);

        Assert.That(measurement.Frames.Pixels, Is.EqualTo(new float[] { 7, 8 }));
    }

    [Test]
    public void Amplitudes_are_squared_before_anything_is_subtracted_or_divided()
    {
        var options = new MeasurementOptions
        {
            Measurement = [Constant("i.npy", 7)],
            Darks = [Constant("d.npy", 3)],
            Backgrounds = [Constant("b1.npy", 4), Constant("b2.npy", 6)],
            Quantity = RecordedQuantity.Amplitude,
        };

        var measurement = MeasurementLoader.Load(options, _folder.Path);

        Assert.That(measurement.Frames.Pixels, Is.All.EqualTo((49f - 9) / (26 - 9)).Within(SinglePrecision));
    }

    [Test]
    public void The_level_of_saturation_is_that_of_the_recorded_amplitude()
    {
        Frame("i.npy", [1, 2, 3, 4]);

        var measurement = MeasurementLoader.Load(
            new MeasurementOptions { Measurement = ["i.npy"], Quantity = RecordedQuantity.Amplitude, SaturationLevel = 4 }, _folder.Path);

        Assert.That(measurement.Frames.Pixels, Is.EqualTo(new float[] { 1, 4, 9, 16 }));
        Assert.That(measurement.Mask.Valid, Is.EqualTo(new[] { true, true, true, false }));
    }

    [Test]
    public void A_negative_amplitude_is_an_error_that_tells_where()
    {
        Frame("i.npy", [1, 2, -3, 4]);

        Assert.That(
            () => MeasurementLoader.Load(new MeasurementOptions { Measurement = ["i.npy"], Quantity = RecordedQuantity.Amplitude }, _folder.Path),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("i.npy: 1 of 4 values are negative, the first at frame 0, row 1, column 0"));
    }

    private string Constant(string name, float value, int rows = 4, int columns = 5)
    {
        NpyWriter.Write(_folder[name], [.. Enumerable.Repeat(value, rows * columns)], rows, columns);
        return name;
    }

    private void Frame(string name, float[] fourPixels) => NpyWriter.Write(_folder[name], fourPixels, 2, 2);
}

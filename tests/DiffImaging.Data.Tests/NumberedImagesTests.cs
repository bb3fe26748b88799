namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NumberedImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_folder_becomes_frames_in_the_order_of_their_numbers()
    {
        foreach (var number in new[] { 10, 9, 11, 8 })
        {
            Image($"led_{number}.npy", number);
        }

        _folder.Write("notes.txt", [1]);

        var measurement = MeasurementLoader.Load(new MeasurementOptions { Measurement = [_folder.Path] });

        Assert.That(Enumerable.Range(0, 4).Select(frame => measurement.Frames[frame, 0, 0]), Is.EqualTo(new float[] { 8, 9, 10, 11 }));
        Assert.That(measurement.Inputs.Select(i => Path.GetFileName(i.Path)), Is.EqualTo(new[] { "led_8.npy", "led_9.npy", "led_10.npy", "led_11.npy" }));
        Assert.That(MeasurementLoader.Describe(new MeasurementOptions { Measurement = [_folder.Path] }), Is.EqualTo(new ImageSize(4, 2, 3)));
    }

    [Test]
    public void A_pattern_takes_the_files_that_match_it()
    {
        Image("scan2_001.npy", 1);
        Image("scan2_002.npy", 2);
        Image("dark.npy", 0);

        Assert.That(NumberedImages.Expand(_folder["scan2_*.npy"]).Select(Path.GetFileName), Is.EqualTo(new[] { "scan2_001.npy", "scan2_002.npy" }));
        Assert.That(NumberedImages.Exist(_folder["scan2_*.npy"]), Is.True);
        Assert.That(NumberedImages.Exist(_folder["scan3_*.npy"]), Is.False);
    }

    [Test]
    public void A_path_of_another_kind_stands_for_itself()
    {
        Image("led_1.npy", 1);

        Assert.That(NumberedImages.Expand(_folder["led_1.npy"]), Is.EqualTo(new[] { _folder["led_1.npy"] }));
        Assert.That(NumberedImages.Expand(_folder["none.npy"]), Is.EqualTo(new[] { _folder["none.npy"] }));
    }

    [TestCase("a_4.npy", "number 3 is missing", "a_1.npy", "a_2.npy", "a_4.npy", "a_5.npy")]
    [TestCase("a_2.npy", "same number 2", "a_1.npy", "a_02.npy", "a_2.npy")]
    [TestCase("b_3.npy", "not one of the numbered ones", "a_1.npy", "a_2.npy", "b_3.npy")]
    [TestCase("a_123456789012345678901.npy", "too long", "a_1.npy", "a_123456789012345678901.npy")]
    public void A_file_that_breaks_the_sequence_is_an_error_that_names_it(string named, string message, params string[] files)
    {
        foreach (var file in files)
        {
            Image(file, 1);
        }

        Assert.That(
            () => NumberedImages.Expand(_folder.Path), Throws.TypeOf<MeasurementException>().With.Message.StartsWith(_folder[named]).And.Message.Contains(message));
    }

    [TestCase("2 numbers change", "z1_s1.npy", "z1_s2.npy", "z2_s1.npy")]
    [TestCase("several kinds", "a_1.npy", "a_2.tif")]
    [TestCase("no image is there", "readme.txt")]
    public void What_is_no_sequence_is_an_error_about_the_folder(string message, params string[] files)
    {
        foreach (var file in files)
        {
            _folder.Write(file, [1]);
        }

        Assert.That(() => NumberedImages.Expand(_folder.Path), Throws.TypeOf<MeasurementException>().With.Message.StartsWith(_folder.Path).And.Message.Contains(message));
    }

    [Test]
    public void An_image_of_another_size_is_an_error_that_names_it()
    {
        Image("a_1.npy", 1);
        NpyWriter.Write(_folder["a_2.npy"], new float[8], 2, 4);

        Assert.That(
            () => MeasurementLoader.Load(new MeasurementOptions { Measurement = [_folder.Path] }),
            Throws.TypeOf<MeasurementException>().With.Message.StartsWith(_folder["a_2.npy"]).And.Message.Contains("2 × 4"));
    }

    private void Image(string name, float value) => NpyWriter.Write(_folder[name], [.. Enumerable.Repeat(value, 6)], 2, 3);
}

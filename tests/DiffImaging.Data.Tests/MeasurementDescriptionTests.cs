namespace DiffImaging.Data.Tests;

/// <summary>What is known of a measurement before its pixels are read agrees with what is read then.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MeasurementDescriptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void The_size_is_that_of_the_loaded_measurement(
        [Values(0, 90, -90, 180, 44, 46, 3.5)] double degrees, [Values(false, true)] bool hasRegion)
    {
        var options = new MeasurementOptions
        {
            Measurement = [Frames("a.npy", 2, 30, 40), Frames("b.npy", 1, 30, 40)],
            Backgrounds = [Frames("background.npy", 5, 30, 40)],
            Darks = [Frames("dark.npy", 1, 30, 40, 0.5f)],
            Mask = Frames("mask.npy", 1, 30, 40),
            RotationDegrees = degrees,
            FlipRows = true,
            Region = hasRegion ? new RegionOptions { Rows = 10, Columns = 12 } : null,
        };

        var size = MeasurementLoader.Describe(options, _folder.Path);

        var frames = MeasurementLoader.Load(options, _folder.Path).Frames;
        Assert.That(size, Is.EqualTo(new ImageSize(frames.Frames, frames.Rows, frames.Columns)));
    }

    [Test]
    public void An_image_smaller_than_the_region_is_an_error_that_names_both() =>
        ExpectSameError(new MeasurementOptions
        {
            Measurement = [Frames("small.npy", 1, 30, 40)],
            RotationDegrees = 90,
            Region = new RegionOptions { Rows = 41, Columns = 10 },
        }, "small.npy", "the image has 40 × 30 pixels", "the region 41 × 10");

    [Test]
    public void Files_of_different_size_are_an_error_that_names_both() =>
        ExpectSameError(new MeasurementOptions { Measurement = [Frames("a.npy", 1, 3, 4), Frames("b.npy", 1, 4, 3)] }, "b.npy", "a.npy", "4 × 3", "3 × 4");

    [Test]
    public void A_background_of_another_size_is_an_error_that_names_both() =>
        ExpectSameError(new MeasurementOptions { Measurement = [Frames("a.npy", 1, 3, 4)], Backgrounds = [Frames("b.npy", 1, 4, 4)] }, "b.npy", "a.npy");

    [Test]
    public void A_mask_of_another_size_is_an_error() =>
        ExpectSameError(new MeasurementOptions { Measurement = [Frames("a.npy", 1, 3, 4)], Mask = Frames("m.npy", 2, 3, 4) }, "m.npy", "2 × 3 × 4");

    [Test]
    public void Pixels_that_are_no_numbers_are_left_for_the_load_to_find()
    {
        NpyWriter.Write(_folder["nan.npy"], [1f, float.NaN], 1, 2);
        var options = new MeasurementOptions { Measurement = ["nan.npy"] };

        Assert.That(MeasurementLoader.Describe(options, _folder.Path), Is.EqualTo(new ImageSize(1, 1, 2)));
        Assert.That(() => MeasurementLoader.Load(options, _folder.Path), Throws.TypeOf<MeasurementException>());
    }

    private void ExpectSameError(MeasurementOptions options, params string[] parts)
    {
        var message = Assert.Throws<MeasurementException>(() => MeasurementLoader.Describe(options, _folder.Path))!.Message;

        Assert.That(() => MeasurementLoader.Load(options, _folder.Path), Throws.TypeOf<MeasurementException>().With.Message.EqualTo(message));
        foreach (var part in parts)
        {
            Assert.That(message, Does.Contain(part));
        }
    }

    private string Frames(string name, int frames, int rows, int columns, float value = 1)
    {
        NpyWriter.Write(_folder[name], [.. Enumerable.Repeat(value, frames * rows * columns)], frames, rows, columns);
        return name;
    }
}

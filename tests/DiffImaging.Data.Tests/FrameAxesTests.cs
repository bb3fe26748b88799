namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FrameAxesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("rows columns frames", 4, 6, 5)]
    [TestCase("Frames, Columns, Rows", 6, 4, 5)]
    [TestCase("columns rows frames", 4, 5, 6)]
    public void Axes_are_named_in_the_order_of_the_sizes(string axes, int frames, int rows, int columns)
    {
        var path = Fixture.Path("v5.mat");
        var parsed = FrameAxes.Parse(axes);

        var stack = ImageReader.Read(path, "images", parsed);

        Assert.That(ImageReader.ReadSize(path, "images", parsed), Is.EqualTo(new ImageSize(frames, rows, columns)));
        for (var i = 0; i < Fixture.Rows; i++)
        {
            for (var k = 0; k < Fixture.Frames; k++)
            {
                // The array is [row, column, frame] of the pattern: i, 2 and k are its indices, whatever the axes call them.
                var indices = new Dictionary<ImageAxis, int> { [parsed.Names[0]] = i, [parsed.Names[1]] = 2, [parsed.Names[2]] = k };
                Assert.That(
                    stack[indices[ImageAxis.Frames], indices[ImageAxis.Rows], indices[ImageAxis.Columns]], Is.EqualTo(Pattern.Code(k, i, 2, 1 << 16)));
            }
        }
    }

    [Test]
    public void Several_axes_of_frames_follow_each_other_as_the_file_stores_them()
    {
        // MATLAB's 2 × 3 × 2 × 2 holds k at the k-th place in C order of scipy; frame n of reshape(a, 2, 3, []) is a(:, :, n % 2, n / 2).
        var matlab = ImageReader.Read(Fixture.Path("v5.mat"), "four", FrameAxes.Parse("rows columns frames frames"));
        var hdf5 = ImageReader.Read(Fixture.Path("types.h5"), "/shapes/four", FrameAxes.Parse("frames frames rows columns"));

        Assert.That(Enumerable.Range(0, 4).Select(n => matlab[n, 0, 0]), Is.EqualTo(new float[] { 0, 2, 1, 3 }));
        Assert.That(matlab[1, 1, 2], Is.EqualTo((1 * 12) + (2 * 4) + 2));
        Assert.That(Enumerable.Range(0, 4).Select(n => hdf5[n, 1, 0]), Is.EqualTo(new float[] { 2, 6, 10, 14 }));
    }

    [Test]
    public void Axes_apply_to_NumPy_files_too()
    {
        NpyWriter.Write(_folder["x.npy"], [.. Enumerable.Range(0, 24).Select(i => (float)i)], 2, 3, 4);

        var stack = ImageReader.Read(_folder["x.npy"], null, FrameAxes.Parse("rows columns frames"));

        Assert.That((stack.Frames, stack.Rows, stack.Columns, stack[3, 1, 2]), Is.EqualTo((4, 2, 3, 23f)));
    }

    [Test]
    public void Axes_of_length_one_need_no_name()
    {
        NpyWriter.Write(_folder["x.npy"], [.. Enumerable.Range(0, 6).Select(i => (float)i)], 1, 2, 1, 3);

        Assert.That(ImageReader.ReadSize(_folder["x.npy"], null, FrameAxes.Parse("columns rows")), Is.EqualTo(new ImageSize(1, 3, 2)));
    }

    [TestCase("rows columns", "array images has the shape 6 × 5 × 4", "names 2")]
    [TestCase("rows columns frames frames", "3 axes", "names 4: rows columns frames frames")]
    public void Axes_that_do_not_fit_the_array_are_an_error(string axes, params string[] parts)
    {
        var message = Assert.Throws<MeasurementException>(() => ImageReader.ReadSize(Fixture.Path("v5.mat"), "images", FrameAxes.Parse(axes)))!.Message;

        Assert.That(parts, Is.All.Matches<string>(message.Contains));
    }

    [TestCase("rows columns depth", "'depth' is no axis")]
    [TestCase("frames rows", "rows and columns must each appear once")]
    [TestCase("rows rows columns", "rows and columns must each appear once")]
    [TestCase("", "rows and columns must each appear once")]
    public void Other_names_are_an_error_that_says_what_was_expected(string axes, string message) => Assert.That(
        () => FrameAxes.Parse(axes), Throws.TypeOf<MeasurementException>().With.Message.Contains(message).And.Message.Contains("'rows columns frames'"));

    [Test]
    public void Four_axes_without_names_are_an_error_that_shows_how_to_name_them() => Assert.That(
        () => ImageReader.Read(Fixture.Path("v5.mat"), "four"),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("(2, 3, 2, 2)").And.Message.Contains("'rows columns frames frames'"));

    [Test]
    public void A_shape_that_looks_like_the_other_convention_is_an_error_until_axes_are_named()
    {
        var bytes = TestMat.File(TestMat.Matrix("images", [9, 7, 7], new double[9 * 7 * 7]));
        var path = _folder.Write("x.mat", bytes);

        Assert.That(
            () => ImageReader.ReadSize(path),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("'rows columns frames' (7 frames of 9 × 7)")
                .And.Message.Contains("'frames rows columns' (9 frames of 7 × 7)"));
        Assert.That(ImageReader.ReadSize(path, null, FrameAxes.Parse("frames rows columns")), Is.EqualTo(new ImageSize(9, 7, 7)));
        Assert.That(ImageReader.ReadSize(path, null, FrameAxes.Parse("rows columns frames")), Is.EqualTo(new ImageSize(7, 9, 7)));
    }
}

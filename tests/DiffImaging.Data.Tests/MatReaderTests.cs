using System.Numerics;

namespace DiffImaging.Data.Tests;

/// <summary>MATLAB files of version 5 that scipy wrote or has read back.</summary>
[TestFixture]
public sealed class MatReaderTests
{
    private static string[] All => ["v5.mat", "v5-compressed.mat", "v5-little.mat", "v5-big.mat", "v5-big-compressed.mat"];

    private static string[] Scipy => ["v5.mat", "v5-compressed.mat"];

    private static string[] Assembled => ["v5-little.mat", "v5-big.mat", "v5-big-compressed.mat"];

    [TestCaseSource(nameof(All))]
    public void Columns_of_MATLAB_become_rows_of_frames(string file)
    {
        var stack = ImageReader.Read(Fixture.Path(file), "images");

        Assert.That((stack.Frames, stack.Rows, stack.Columns), Is.EqualTo((Fixture.Frames, Fixture.Rows, Fixture.Columns)));
        Assert.That(stack.Pixels, Is.EqualTo(Fixture.Stack()));
        Assert.That((stack.Metadata.Format, stack.Metadata.BitDepth, stack.Metadata.MaximumCode), Is.EqualTo((ImageFormat.Matlab, 16, 65535.0)));
        Assert.That(stack.Metadata.Name, Is.EqualTo($"{file}, array images"));
        Assert.That(ImageReader.ReadSize(Fixture.Path(file), "images"), Is.EqualTo(new ImageSize(Fixture.Frames, Fixture.Rows, Fixture.Columns)));
    }

    [TestCaseSource(nameof(Assembled))]
    public void Doubles_that_are_stored_as_bytes_are_read(string file)
    {
        var stack = ImageReader.Read(Fixture.Path(file), "packed");

        Assert.That(stack.Pixels, Is.EqualTo(Fixture.Stack(modulus: 200)));
        Assert.That(stack.Metadata.MaximumCode, Is.Null, "a double has no largest code");
        Assert.That(ArrayReader.ReadReal(Fixture.Path(file), "tiny").Values, Is.EqualTo(new double[] { 7, 8 }), "a small data element");
        Assert.That(ArrayReader.ReadReal(Fixture.Path(file), "nineteen").Values, Is.EqualTo(new[] { -19.25 }));
    }

    [TestCaseSource(nameof(All))]
    public void Complex_arrays_are_read_as_such_and_refused_as_real(string file)
    {
        var field = ImageReader.ReadComplex(Fixture.Path(file), "field");

        for (var row = 0; row < Fixture.Rows; row++)
        {
            for (var column = 0; column < Fixture.Columns; column++)
            {
                var real = Pattern.Code(0, row, column, 1 << 16);
                Assert.That(field[0, row, column], Is.EqualTo(new Complex(real, real + 41.5)));
            }
        }

        Assert.That(
            () => ImageReader.Read(Fixture.Path(file), "field"), Throws.TypeOf<MeasurementException>().With.Message.Contains("complex numbers (c8)"));
    }

    [TestCaseSource(nameof(Scipy))]
    public void Every_numeric_class_is_read(string file)
    {
        double[] Read(string name) => ArrayReader.ReadReal(Fixture.Path(file), name).Values;
        var first = Fixture.Stack()[..(Fixture.Rows * Fixture.Columns)].Select(value => (double)value).ToArray();

        Assert.That(Read("wavelength"), Is.EqualTo(new[] { 6.3e-7 }));
        Assert.That(Read("order"), Is.EqualTo(Enumerable.Range(1, 12).Reverse()));
        Assert.That(Read("signed"), Is.EqualTo(first.Select(value => -value)));
        Assert.That(Read("wide"), Is.EqualTo(first.Select(value => value + (1L << 40))));
        Assert.That(Read("good"), Is.EqualTo(first.Select(value => value % 2 == 0 ? 1.0 : 0)));
        Assert.That(ImageReader.Read(Fixture.Path(file), "good").Metadata.MaximumCode, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Scipy))]
    public void Structures_and_cells_lead_to_arrays(string file)
    {
        Assert.That(ImageReader.Read(Fixture.Path(file), "data.inner.images").Pixels, Is.EqualTo(Fixture.Stack()));
        Assert.That(ArrayReader.ReadReal(Fixture.Path(file), "data(1).gain").Values, Is.EqualTo(new[] { 1.5, 2.5 }));
        var cell = ArrayReader.ReadReal(Fixture.Path(file), "cells{1}");
        Assert.That(cell.Shape, Is.EqualTo(new[] { 2, 3 }));
        Assert.That(cell.Values, Is.EqualTo(new double[] { 0, 1, 2, 3, 4, 5 }));
    }

    [TestCaseSource(nameof(Scipy))]
    public void The_variables_are_listed_with_class_and_size(string file)
    {
        var variables = ArrayReader.Variables(Fixture.Path(file)).Select(v => v.ToString());

        Assert.That(variables, Is.SupersetOf(new[]
        {
            "images (uint16, 6 × 5 × 4)", "field (complex single, 6 × 5)", "good (logical, 6 × 5)", "title (char, 1 × 7)",
            "data (struct, 1 × 1)", "data.inner.images (single, 6 × 5 × 4)", "cells (cell, 1 × 2)", "thin (sparse, 3 × 3)",
        }));
    }

    [TestCase("title", "title", "class char")]
    [TestCase("thin", "thin", "class sparse")]
    [TestCase("data", "data", "class struct")]
    [TestCase("cells{2}", "cells{2}", "class char")]
    [TestCase("nothing", "nothing", "empty size 0 × 0")]
    [TestCase("imagse", "no variable 'imagse'", "images (uint16, 6 × 5 × 4)")]
    [TestCase("data.innner", "no field innner", "note, inner, gain")]
    [TestCase("images.x", "images", "no struct")]
    [TestCase("images{1}", "images", "no cell")]
    [TestCase("cells{3}", "no element 3", "there are 2")]
    [TestCase("data(2).gain", "no element 2", "there are 1")]
    [TestCase("data(0).gain", "counted from 1", null)]
    [TestCase("data..gain", "cannot be read as a name", null)]
    public void What_cannot_be_read_is_an_error_that_says_why(string variable, string first, string? second)
    {
        var path = Fixture.Path("v5-compressed.mat");
        Assert.That(
            () => ImageReader.Read(path, variable),
            Throws.TypeOf<MeasurementException>().With.Message.StartsWith(path).And.Message.Contains(first).And.Message.Contains(second ?? ""));
    }

    [Test]
    public void Without_a_name_the_candidates_are_listed() => Assert.That(
        () => ImageReader.Read(Fixture.Path("v5-big.mat")),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("'variable'").And.Message.Contains("images (uint16, 6 × 5 × 4), packed (double, 6 × 5 × 4)"));

    [Test]
    public void Without_a_name_the_only_candidate_is_taken()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.mat", TestMat.File(TestMat.Matrix("scale", [1, 1], [3]), TestMat.Matrix("images", [2, 2], [1, 2, 3, 4])));

        Assert.That(ImageReader.Read(path).Pixels, Is.EqualTo(new float[] { 1, 3, 2, 4 }));
    }

    [Test]
    public void A_vector_that_is_named_is_an_image_of_one_row() =>
        Assert.That(ImageReader.ReadSize(Fixture.Path("v5.mat"), "order"), Is.EqualTo(new ImageSize(1, 1, 12)));

    [Test]
    public void A_file_of_version_4_or_another_is_an_error_that_says_what_is_read()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Fixture.Path("v5.mat"));
        bytes[125] = 3;

        Assert.That(
            () => ImageReader.Read(folder.Write("x.mat", bytes)), Throws.TypeOf<MeasurementException>().With.Message.Contains("version 0300").And.Message.Contains("7.3"));
        Assert.That(
            () => ImageReader.Read(folder.Write("x.mat", bytes[..60])), Throws.TypeOf<MeasurementException>().With.Message.Contains("ends inside its header"));
    }

    [Test]
    public void A_checksum_that_does_not_fit_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Fixture.Path("v5-little.mat"));
        var length = BitConverter.ToInt32(bytes, 132);
        bytes[136 + length - 1] ^= 1;

        Assert.That(
            () => ArrayReader.ReadReal(folder.Write("x.mat", bytes), "images"),
            Throws.TypeOf<MeasurementException>().With.Message.Contains("damaged"));
    }
}

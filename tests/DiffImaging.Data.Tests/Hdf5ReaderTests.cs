using System.Numerics;

namespace DiffImaging.Data.Tests;

/// <summary>HDF5, CXI and MATLAB 7.3 files that h5py wrote.</summary>
[TestFixture]
public sealed class Hdf5ReaderTests
{
    private static readonly ImageSize Size = new(Fixture.Frames, Fixture.Rows, Fixture.Columns);

    [TestCase("types.h5", "/layouts/chunked")]
    [TestCase("types.h5", "layouts/deflate")]
    [TestCase("types.h5", "layouts/checked")]
    [TestCase("types.h5", "layouts/growing")]
    [TestCase("types.h5", "/links/soft")]
    [TestCase("latest.h5", "fixed")]
    [TestCase("latest.h5", "single")]
    [TestCase("latest.h5", "extensible")]
    [TestCase("latest.h5", "tree")]
    [TestCase("plain.h5", null)]
    [TestCase("scan.cxi", null)]
    [TestCase("scan.cxi", "/entry_1/instrument_1/detector_1/data")]
    [TestCase("v73.mat", "images")]
    [TestCase("v73.mat", "/images")]
    [TestCase("v73.mat", "data.images")]
    [TestCase("v73.mat", "/data/images")]
    public void A_stack_has_every_value_however_it_is_stored(string file, string? variable)
    {
        var stack = ImageReader.Read(Fixture.Path(file), variable);

        Assert.That(stack.Pixels, Is.EqualTo(Fixture.Stack()));
        Assert.That(ImageReader.ReadSize(Fixture.Path(file), variable), Is.EqualTo(Size));
        Assert.That(stack.Metadata.Format, Is.EqualTo(ImageFormat.Hdf5));
    }

    [TestCase("u1", 255)]
    [TestCase("i1", 127)]
    [TestCase("lu2", 65535)]
    [TestCase("li2", 32767)]
    [TestCase("lu4", 4294967295.0)]
    [TestCase("lu8", 18446744073709551615.0)]
    [TestCase("li8", 9223372036854775807.0)]
    [TestCase("lf2", null)]
    [TestCase("lf4", null)]
    [TestCase("lf8", null)]
    public void Every_number_type_is_read(string type, double? maximumCode)
    {
        var stack = ImageReader.Read(Fixture.Path("types.h5"), "types/" + type);

        Assert.That((stack[3, 2, 1], stack[1, 0, 3]), Is.EqualTo(((float)(Pattern.Code(3, 2, 1, 100)), (float)Pattern.Code(1, 0, 3, 100))));
        Assert.That(stack.Metadata.MaximumCode, Is.EqualTo(maximumCode));
    }

    [Test]
    public void Chunks_that_were_never_written_hold_the_fill_value()
    {
        var stack = ImageReader.Read(Fixture.Path("types.h5"), "layouts/filled");

        Assert.That((stack[0, 0, 0], stack[1, 7, 7], stack[3, 7, 7]), Is.EqualTo((2.5f, 1f, 2.5f)));
    }

    [Test]
    public void Booleans_of_h5py_and_of_MATLAB_are_numbers()
    {
        var expected = Enumerable.Range(0, 30).Select(i => Pattern.Code(0, i / 5, i % 5, 1 << 16) % 2 == 0 ? 1f : 0);

        Assert.That(ImageReader.Read(Fixture.Path("types.h5"), "types/bool").Pixels, Is.EqualTo(expected));
        Assert.That(ImageReader.Read(Fixture.Path("v73.mat"), "good").Pixels, Is.EqualTo(expected));
    }

    [TestCase("types.h5", "types/complex64")]
    [TestCase("types.h5", "types/complex128")]
    [TestCase("v73.mat", "field")]
    public void Complex_numbers_are_read_from_either_naming(string file, string variable)
    {
        var field = ImageReader.ReadComplex(Fixture.Path(file), variable);
        var code = Pattern.Code(0, 5, 3, 1 << 16);

        Assert.That((field.Rows, field.Columns), Is.EqualTo((Fixture.Rows, Fixture.Columns)));
        Assert.That(field[0, 5, 3], Is.EqualTo(new Complex(code, code + 41.5)));
        Assert.That(() => ImageReader.Read(Fixture.Path(file), variable), Throws.TypeOf<MeasurementException>().With.Message.Contains("complex"));
    }

    [Test]
    public void Small_arrays_beside_the_images_are_read_in_the_order_of_their_language()
    {
        var translation = ArrayReader.ReadReal(Fixture.Path("scan.cxi"), "entry_1/sample_1/geometry_1/translation");
        var order = ArrayReader.ReadReal(Fixture.Path("v73.mat"), "order");

        Assert.That(translation.Shape, Is.EqualTo(new[] { 4, 3 }));
        Assert.That(translation.Values, Is.EqualTo(Enumerable.Range(0, 12)));
        Assert.That(order.Shape, Is.EqualTo(new[] { 1, 12 }));
        Assert.That(order.Values, Is.EqualTo(Enumerable.Range(1, 12).Reverse()));
        Assert.That(ArrayReader.ReadReal(Fixture.Path("scan.cxi"), "entry_1/instrument_1/detector_1/distance").Values, Is.EqualTo(new[] { 0.7 }));
    }

    [Test]
    public void The_datasets_are_listed_with_type_and_size()
    {
        Assert.That(ArrayReader.Variables(Fixture.Path("v73.mat")).Select(v => v.ToString()), Is.EqualTo(new[]
        {
            "/cells (cell, 1 × 2)", "/data/gain (double, 1 × 2)", "/data/images (single, 6 × 5 × 4)", "/field (complex single, 6 × 5)",
            "/good (logical, 6 × 5)", "/images (uint16, 6 × 5 × 4)", "/nothing (double, 0)", "/order (double, 1 × 12)",
            "/title (char, 1 × 7)", "/wavelength (double, 1 × 1)",
        }));
        Assert.That(ArrayReader.Variables(Fixture.Path("types.h5")).Select(v => v.ToString()), Is.SupersetOf(new[]
        {
            "/types/record (compound of x, n, 2 × 2)", "/types/texts (text, 2)", "/types/complex64 (complex64, 6 × 5)", "/types/bool (boolean, 6 × 5)",
        }));
    }

    [TestCase("types.h5", "types/bf4", "types/bf4", "Byte order")]
    [TestCase("types.h5", "types/record", "types/record", "no numbers")]
    [TestCase("types.h5", "types/texts", "types/texts", "no numbers")]
    [TestCase("types.h5", "layouts/nothing", "no variable 'layouts/nothing'", "/layouts/chunked (uint16, 4 × 6 × 5)")]
    [TestCase("types.h5", "links/dangling", "/links/dangling", "leads nowhere")]
    [TestCase("types.h5", "links/outside", "links/outside", "")]
    [TestCase("types.h5", "shapes/line", "(5)", "[rows, columns]")]
    [TestCase("types.h5", "shapes/empty", "shapes/empty", "empty size 0 × 3")]
    [TestCase("types.h5", "shapes/null", "shapes/null", "no numbers")]
    [TestCase("types.h5", "layouts", "no variable 'layouts'", "")]
    [TestCase("v73.mat", "cells", "/cells (cell", "no numbers")]
    [TestCase("v73.mat", "title", "/title (char", "no numbers")]
    [TestCase("v73.mat", "nothing", "/nothing", "no numbers")]
    [TestCase("v73.mat", null, "'variable'", "/images (uint16, 6 × 5 × 4)")]
    public void What_cannot_be_read_is_an_error_that_says_why(string file, string? variable, string first, string second) => Assert.That(
        () => ImageReader.Read(Fixture.Path(file), variable),
        Throws.TypeOf<MeasurementException>().With.Message.StartsWith(Fixture.Path(file)).And.Message.Contains(first).And.Message.Contains(second));

    [Test]
    public void Complex_numbers_with_the_largest_byte_first_are_refused_not_misread() => Assert.That(
        () => ImageReader.ReadComplex(Fixture.Path("types.h5"), "types/big-complex"),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("big-complex").And.Message.Contains("largest byte first"));

    [Test]
    public void A_chunk_whose_checksum_does_not_fit_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Fixture.Path("types.h5"));
        var row = Enumerable.Range(0, 4).SelectMany(column => BitConverter.GetBytes((ushort)Pattern.Code(3, 0, column, 1 << 16))).ToArray();

        // The only place where the last frame stands uncompressed, with all chunks in a row, is that of the checked dataset or the plain
        // ones: changed in all of them, the plain ones read differently and the checked one not at all.
        for (var at = bytes.AsSpan().IndexOf(row); at >= 0;)
        {
            bytes[at] ^= 1;
            var next = bytes.AsSpan(at + 1).IndexOf(row);
            at = next < 0 ? -1 : at + 1 + next;
        }

        Assert.That(
            () => ImageReader.Read(folder.Write("x.h5", bytes), "layouts/checked"), Throws.TypeOf<MeasurementException>().With.Message.Contains("layouts/checked"));
    }
}

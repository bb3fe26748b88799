using System.Numerics;

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NpyReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Every_real_type_is_read_in_both_byte_orders(
        [Values("u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8")] string type,
        [Values('<', '>')] char order,
        [Values(1, 2, 3)] int version)
    {
        var name = order + type;
        var bytes = Enumerable.Range(1, 6).SelectMany(i => TestNpy.Encode(name, 3 * i)).ToArray();
        var path = _folder.Write("x.npy", TestNpy.Make(name, "2, 3", bytes, version: (byte)version));

        Assert.That(ImageReader.Read(path).Pixels, Is.EqualTo(new float[] { 3, 6, 9, 12, 15, 18 }));
        Assert.That(NpyReader.ReadReal(path).Values, Is.EqualTo(new double[] { 3, 6, 9, 12, 15, 18 }));
    }

    [TestCase("<i2", -300.0)]
    [TestCase(">i4", -70000.0)]
    [TestCase("<u2", 65535.0)]
    [TestCase(">f8", -0.1)]
    public void Sign_and_range_survive(string type, double value)
    {
        var path = _folder.Write("x.npy", TestNpy.Make(type, "1, 1", TestNpy.Encode(type, value)));

        Assert.That(NpyReader.ReadReal(path).Values[0], Is.EqualTo(value));
    }

    [TestCase("<c8", "<f4")]
    [TestCase(">c8", ">f4")]
    [TestCase("<c16", "<f8")]
    [TestCase(">c16", ">f8")]
    public void Complex_types_are_read_in_both_byte_orders(string type, string part)
    {
        var bytes = new[] { 1.0, -2, 3, 4 }.SelectMany(v => TestNpy.Encode(part, v)).ToArray();
        var path = _folder.Write("x.npy", TestNpy.Make(type, "1, 2", bytes));

        Assert.That(ImageReader.ReadComplex(path).Pixels, Is.EqualTo(new[] { new Complex(1, -2), new Complex(3, 4) }));
    }

    [Test]
    public void Fortran_order_is_undone_in_two_and_three_dimensions()
    {
        // Element [f, r, c] = 100 f + 10 r + c, first index fastest.
        var values = Enumerable.Range(0, 24).Select(i => (100 * (i % 2)) + (10 * (i / 2 % 3)) + (i / 6));
        var bytes = values.SelectMany(value => TestNpy.Encode("<f4", value)).ToArray();
        var stack = ImageReader.Read(_folder.Write("x.npy", TestNpy.Make("<f4", "2, 3, 4", bytes, fortran: true)));

        Assert.That((stack.Frames, stack.Rows, stack.Columns), Is.EqualTo((2, 3, 4)));
        Assert.That((stack[1, 0, 0], stack[0, 2, 0], stack[0, 0, 3], stack[1, 2, 3]), Is.EqualTo((100f, 20f, 3f, 123f)));
    }

    [Test]
    public void Fortran_order_holds_across_the_blocks_of_a_large_array()
    {
        const int Rows = 300;
        const int Columns = 200;
        var bytes = Enumerable.Range(0, Rows * Columns).SelectMany(i => TestNpy.Encode("<i4", (1000 * (i % Rows)) + (i / Rows))).ToArray();

        var stack = ImageReader.Read(_folder.Write("x.npy", TestNpy.Make("<i4", $"{Rows}, {Columns}", bytes, fortran: true)));

        Assert.That(stack.Pixels, Is.EqualTo(Enumerable.Range(0, Rows * Columns).Select(i => (1000f * (i / Columns)) + (i % Columns))));
    }

    [Test]
    public void Arrays_of_other_rank_are_read_as_arrays_and_refused_as_images()
    {
        var path = _folder.Write("x.npy", TestNpy.Make("<u1", "3,", [7, 8, 9]));

        Assert.That(NpyReader.ReadReal(path).Shape, Is.EqualTo(new[] { 3 }));
        Assert.That(() => ImageReader.Read(path), Throws.TypeOf<MeasurementException>().With.Message.Contains("[rows, columns]"));
    }

    [Test]
    public void A_scalar_has_the_empty_shape()
    {
        var read = NpyReader.ReadReal(_folder.Write("x.npy", TestNpy.Make("<f8", "", TestNpy.Encode("<f8", 5))));

        Assert.That((read.Shape.Count, read.Values[0]), Is.EqualTo((0, 5.0)));
    }

    [Test]
    public void Complex_numbers_where_real_ones_are_expected_are_an_error() => Assert.That(
        () => ImageReader.Read(_folder.Write("x.npy", TestNpy.Make("<c8", "1, 1", new byte[8]))),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("complex numbers (c8)"));

    [TestCase("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 1), }")]
    [TestCase("{'descr': '|O', 'fortran_order': False, 'shape': (1, 1), }")]
    [TestCase("{'descr': '<U3', 'fortran_order': False, 'shape': (1, 1), }")]
    [TestCase("{'descr': '<f16', 'fortran_order': False, 'shape': (1, 1), }")]
    [TestCase("{'descr': '<f4', 'shape': (1, 1), }")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (1, -1), }")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 0), }")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2), }")]
    [TestCase("rubbish")]
    public void Headers_that_describe_nothing_read_here_are_errors(string header) => Assert.That(
        () => ImageReader.Read(_folder.Write("x.npy", TestNpy.Make(header, new byte[16]))), Throws.TypeOf<MeasurementException>());

    [Test]
    public void A_shape_larger_than_the_file_is_refused_before_memory_is_taken()
    {
        var path = _folder.Write("x.npy", TestNpy.Make("<f4", "30000, 30000", new byte[64]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => ImageReader.Read(path), Throws.TypeOf<MeasurementException>().With.Message.Contains("only 64 bytes are stored"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }
}

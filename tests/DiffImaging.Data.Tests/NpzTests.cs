using System.IO.Compression;
using System.Numerics;

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NpzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Every_array_type_is_read_back_by_its_name()
    {
        var path = WriteFour();

        Assert.That(NpyReader.ArrayNames(path), Is.EqualTo(new[] { "single", "double", "complex", "complex_single" }));
        Assert.That(ImageReader.Read(path, "single").Pixels, Is.EqualTo(new float[] { 1, 2, 3, 4 }));
        Assert.That(NpyReader.ReadReal(path, "double").Values, Is.EqualTo(new[] { 0.1, 0.2 }));
        Assert.That(NpyReader.ReadComplex(path, "complex").Values, Is.EqualTo(new[] { new Complex(1, 2) }));
        Assert.That(NpyReader.ReadComplex(path, "complex_single").Values, Is.EqualTo(new[] { new Complex(3, 4), new Complex(5, 6) }));
        Assert.That(ImageReader.Read(path, "single").Metadata.Name, Is.EqualTo("x.npz, array single"));
    }

    [Test]
    public void A_missing_array_is_an_error_that_lists_those_there() => Assert.That(
        () => ImageReader.Read(WriteFour(), "singel"),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("no array 'singel'").And.Message.Contains("single, double, complex"));

    [Test]
    public void Several_arrays_without_a_name_are_an_error() => Assert.That(
        () => ImageReader.Read(WriteFour()), Throws.TypeOf<MeasurementException>().With.Message.Contains("holds 4 arrays"));

    [Test]
    public void The_only_array_needs_no_name()
    {
        var writer = new NpzWriter();
        writer.Add("a", [1f, 2], 1, 2);
        writer.Write(_folder["x.npz"]);

        Assert.That(ImageReader.Read(_folder["x.npz"]).Pixels, Is.EqualTo(new float[] { 1, 2 }));
    }

    [Test]
    public void The_same_arrays_give_the_same_bytes()
    {
        var first = File.ReadAllBytes(WriteFour());

        Assert.That(File.ReadAllBytes(WriteFour()), Is.EqualTo(first));
    }

    [Test]
    public void A_shape_larger_than_the_entry_is_refused()
    {
        using (var archive = ZipFile.Open(_folder["x.npz"], ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("a.npy").Open())
        {
            entry.Write(TestNpy.Make("<f4", "40000, 40000", new byte[1 << 20]));
        }

        Assert.That(() => ImageReader.Read(_folder["x.npz"]), Throws.TypeOf<MeasurementException>().With.Message.Contains("40000 × 40000"));
    }

    [TestCase("")]
    [TestCase("a/b")]
    [TestCase("twice")]
    public void A_name_that_is_empty_taken_or_a_path_is_refused(string name)
    {
        var writer = new NpzWriter();
        writer.Add("twice", [1f], 1);

        Assert.That(() => writer.Add(name, [1f], 1), Throws.ArgumentException);
    }

    private string WriteFour()
    {
        var writer = new NpzWriter();
        writer.Add("single", [1f, 2, 3, 4], 2, 2);
        writer.Add("double", [0.1, 0.2], 2);
        writer.Add("complex", [new Complex(1, 2)], 1, 1);
        writer.AddComplexSingle("complex_single", [3, 4, 5, 6], 2);
        writer.Write(_folder["x.npz"]);
        return _folder["x.npz"];
    }
}

using System.Numerics;
using System.Text;

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NpyWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void The_bytes_are_those_NumPy_writes()
    {
        NpyWriter.Write(_folder["x.npy"], [1f, -2f], 2);

        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".PadRight(117) + "\n";
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0];
        Assert.That(File.ReadAllBytes(_folder["x.npy"]), Is.EqualTo(expected));
    }

    [Test]
    public void Single_precision_comes_back_bit_for_bit()
    {
        var stack = new ImageStack(2, 150, 100, [.. Enumerable.Range(0, 30000).Select(i => MathF.Sin(i))]);
        stack.Pixels[5] = float.NaN;
        stack.Pixels[6] = float.NegativeInfinity;
        NpyWriter.Write(_folder["x.npy"], stack);

        var read = ImageReader.Read(_folder["x.npy"]);

        Assert.That((read.Frames, read.Rows, read.Columns), Is.EqualTo((2, 150, 100)));
        Assert.That(read.Pixels, Is.EqualTo(stack.Pixels));
    }

    [Test]
    public void Double_precision_and_complex_numbers_come_back_exactly()
    {
        var complex = Enumerable.Range(0, 12).Select(i => Complex.FromPolarCoordinates(1 + i, i)).ToArray();
        NpyWriter.Write(_folder["d.npy"], [Math.PI, 1e-300], 2, 1);
        NpyWriter.Write(_folder["c.npy"], new ComplexImageStack(1, 3, 4, complex));
        NpyWriter.WriteComplexSingle(_folder["s.npy"], [1, 2, 3, 4], 1, 2);

        Assert.That(NpyReader.ReadReal(_folder["d.npy"]).Values, Is.EqualTo(new[] { Math.PI, 1e-300 }));
        Assert.That(ImageReader.ReadComplex(_folder["c.npy"]).Pixels, Is.EqualTo(complex));
        Assert.That(ImageReader.ReadComplex(_folder["s.npy"]).Pixels, Is.EqualTo(new[] { new Complex(1, 2), new Complex(3, 4) }));
    }

    [TestCase(3)]
    [TestCase(2, 2)]
    [TestCase(-2, -2)]
    public void A_shape_that_does_not_fit_is_refused_and_nothing_is_written(params int[] shape)
    {
        Assert.That(() => NpyWriter.Write(_folder["x.npy"], [1f, 2f], shape), Throws.ArgumentException);
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }
}

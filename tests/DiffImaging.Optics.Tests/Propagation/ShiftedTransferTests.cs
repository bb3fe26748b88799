using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Propagation;

/// <summary>Even and odd sides: rows have mirror images or none.</summary>
[TestFixture(48, 40)]
[TestFixture(33, 27)]
public sealed class ShiftedTransferTests(int rows, int columns) : ScopedFixture
{
    // Rounding of float32 over a few products.
    private const double Rounding = 3e-6;

    private static readonly Light Light = new(532e-9);
    private static readonly Displacement Place = new(1.3e-6, -2.2e-6, 80e-6);

    private readonly SamplingGrid _grid = new(rows, columns, 0.6e-6);

    [Test]
    public void It_is_the_angular_spectrum_times_the_ramp_of_the_shift()
    {
        using var transfer = Create(Precision.Double);
        using var propagator = new AngularSpectrum(_grid, Light, Context(Precision.Double));
        var (x, y, z) = (Scalar(Place.X), Scalar(Place.Y), Scalar(Place.Z));

        var expected = propagator.TransferFunction(z) * FourierShift.Phasor(_grid, x, y, torch.ScalarType.Float64);

        Assert.That(Error(transfer.Function(x, y, z), expected), Is.LessThan(1e-12));
    }

    [Test]
    public void The_kernel_equals_the_tensor_operations()
    {
        using var fused = Create(Precision.Single);
        using var plain = Create(Precision.Double);
        var (s, g) = (Spectrum(1), Spectrum(2));
        var (sum, expected) = (Spectrum(3), Spectrum(3));

        var slope = fused.Gather(Single(g), Place, sum = Single(sum), Single(s));
        var wanted = plain.Gather(g, Place, expected, s);

        Assert.That(Error(fused.Multiply(Single(s), Place), plain.Multiply(s, Place)), Is.LessThan(Rounding));
        Assert.That(Error(sum, expected), Is.LessThan(Rounding));
        Assert.That(slope.X, Is.EqualTo(wanted.X).Within(0.01).Percent);
        Assert.That(slope.Y, Is.EqualTo(wanted.Y).Within(0.01).Percent);
        Assert.That(slope.Z, Is.EqualTo(wanted.Z).Within(0.01).Percent);
    }

    // The second is at the first one's distance and shares its transfer function; the third is not.
    [TestCase(Precision.Single)]
    [TestCase(Precision.Double)]
    public void Several_displacements_together_are_each_alone(Precision precision)
    {
        using var transfer = Create(precision);
        Displacement[] places = [Place, new(-0.4e-6, 0.7e-6, Place.Z), new(0.2e-6, 0, 95e-6)];
        torch.Tensor Typed(ulong seed) => precision == Precision.Single ? Single(Spectrum(seed)) : Spectrum(seed);
        var s = Typed(1);
        torch.Tensor[] cotangents = [Typed(2), Typed(3), Typed(4)];
        torch.Tensor[] products = [.. places.Select(_ => torch.empty_like(s))];
        var (together, alone) = (Typed(5), Typed(5));

        transfer.Multiply(s, places, products);
        var slopes = transfer.Gather(cotangents, places, together, s);
        var expected = places.Zip(cotangents, (place, g) => transfer.Gather(g, place, alone, s)).ToArray();

        Assert.That(slopes, Is.EqualTo(expected), "to the bit: the sums are the same");
        Assert.That(together.equal(alone).all().item<bool>(), Is.True);
        Assert.That(products.Zip(places, (product, place) => product.equal(transfer.Multiply(s, place)).all().item<bool>()), Is.All.True);
    }

    [Test]
    public void The_derivatives_are_those_of_central_differences()
    {
        using var transfer = Create(Precision.Double);
        var (s, g) = (Spectrum(1), Spectrum(2));
        var slope = transfer.Gather(g, Place, torch.zeros_like(s), s);

        double Inner(Displacement place) => (g.conj() * transfer.Multiply(s, place)).real.sum().item<double>() / s.numel();
        double Difference(Displacement step) => (Inner(Moved(step, 1)) - Inner(Moved(step, -1))) / 2;

        Assert.That(slope.X * 1e-10, Is.EqualTo(Difference(new Displacement(1e-10, 0, 0))).Within(1e-4).Percent);
        Assert.That(slope.Y * 1e-10, Is.EqualTo(Difference(new Displacement(0, 1e-10, 0))).Within(1e-4).Percent);
        Assert.That(slope.Z * 1e-9, Is.EqualTo(Difference(new Displacement(0, 0, 1e-9))).Within(1e-4).Percent);
    }

    private static Displacement Moved(Displacement step, int sign) => new(Place.X + sign * step.X, Place.Y + sign * step.Y, Place.Z + sign * step.Z);

    private ShiftedTransfer Create(Precision precision) => new(_grid, Light, Context(precision));

    private torch.Tensor Spectrum(ulong seed)
    {
        using var generator = new torch.Generator(seed, torch.CPU);
        return torch.randn([_grid.Rows, _grid.Columns], torch.ScalarType.ComplexFloat64, generator: generator);
    }

    private static StageContext Context(Precision precision) => new(torch.CPU, precision, 1);

    private static torch.Tensor Single(torch.Tensor value) => value.to(torch.ScalarType.ComplexFloat32);

    private static torch.Tensor Scalar(double value) => torch.tensor(value, torch.ScalarType.Float64);

    private static double Error(torch.Tensor found, torch.Tensor expected) =>
        ((found.to(torch.ScalarType.ComplexFloat64) - expected).abs().square().sum() / expected.abs().square().sum()).sqrt().item<double>();
}

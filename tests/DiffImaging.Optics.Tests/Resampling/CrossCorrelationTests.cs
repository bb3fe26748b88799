using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Resampling;

[TestFixture]
public sealed class CrossCorrelationTests : ScopedFixture
{
    // Of a sample: the parabola over a fortieth of one.
    private const double Tolerance = 1e-3;

    private static readonly SamplingGrid Grid = new(48, 40, 2e-6);

    [TestCase(0, 0)]
    [TestCase(1.37, -2.61)]
    [TestCase(-3.9, 0.02)]
    public void A_shift_is_found_to_a_thousandth_of_a_sample(double x, double y)
    {
        using var generator = new torch.Generator(2, torch.CPU);
        var image = torch.fft.fft2(torch.randn([48, 40], torch.ScalarType.Float64, generator: generator));
        var (sx, sy) = (torch.tensor(x * Grid.Pitch), torch.tensor(y * Grid.Pitch));
        var moved = image * FourierShift.Phasor(Grid, sx.to(torch.ScalarType.Float64), sy.to(torch.ScalarType.Float64), torch.ScalarType.Float64);

        var found = CrossCorrelation.Shift(image.conj() * moved, Grid, 4);

        Assert.That(found.X / Grid.Pitch, Is.EqualTo(x).Within(Tolerance));
        Assert.That(found.Y / Grid.Pitch, Is.EqualTo(y).Within(Tolerance));
    }
}

using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Resampling;

[TestFixture]
public sealed class FourierShiftTests : ScopedFixture
{
    private const double Rounding = 1e-12;

    private static readonly SamplingGrid Grid = new(12, 15, 2e-6);

    [TestCase(3, -2)]
    [TestCase(-16, 5)]
    public void A_shift_by_whole_samples_is_a_roll(int columns, int rows)
    {
        var image = Fields.Random(1, 2, 1, 12, 15);

        var shifted = Shift(Grid, image, columns * Grid.Pitch, rows * Grid.Pitch);

        Assert.That(Fields.RelativeError(shifted, image.roll([rows, columns], [-2, -1])), Is.LessThan(Rounding));
    }

    [Test]
    public void A_shift_by_a_fraction_moves_a_band_limited_image_exactly()
    {
        // A sum of three waves of the grid, which can be evaluated anywhere.
        var (sx, sy) = (0.37 * Grid.Pitch, -1.81 * Grid.Pitch);
        var image = Waves(0, 0);

        Assert.That(Fields.RelativeError(Shift(Grid, image, sx, sy), Waves(sx, sy)), Is.LessThan(Rounding));
    }

    [Test]
    public void Frames_may_have_a_shift_each()
    {
        var image = Fields.Random(1, 1, 1, 12, 15);
        var phasor = FourierShift.Phasor(Grid, torch.tensor([0, 2 * Grid.Pitch], Fields.Real), torch.tensor([0, -Grid.Pitch], Fields.Real), Fields.Real);

        var shifted = FourierShift.Apply(image, phasor);

        Assert.That(shifted.shape, Is.EqualTo(new long[] { 2, 1, 12, 15 }));
        Assert.That(Fields.RelativeError(shifted[0], image[0]), Is.LessThan(Rounding));
        Assert.That(Fields.RelativeError(shifted[1], image[0].roll([-1, 2], [-2, -1])), Is.LessThan(Rounding));
    }

    [Test]
    public void The_derivative_by_the_shift_agrees_with_central_differences()
    {
        const double Step = 1e-10;   // metres: 10⁻⁴ of a sample
        var (image, cotangent) = (Fields.Random(1, 12, 15), Fields.Random(2, 12, 15));
        var functional = (torch.Tensor s) => Functional(Grid, image, cotangent, s);
        var shift = Fields.Scalar(0.3e-6).requires_grad_(true);

        functional(shift).backward();

        var difference = (functional(Fields.Scalar(0.3e-6 + Step)) - functional(Fields.Scalar(0.3e-6 - Step))).item<double>() / (2 * Step);
        Assert.That(shift.grad!.item<double>(), Is.EqualTo(difference).Within(1e-6 * Math.Abs(difference)));   // rounding over a step of 10⁻⁴
    }

    private static torch.Tensor Functional(SamplingGrid grid, torch.Tensor image, torch.Tensor cotangent, torch.Tensor shift) =>
        (cotangent.conj() * FourierShift.Apply(image, FourierShift.Phasor(grid, shift, -2 * shift, Fields.Real))).real.sum();

    private static torch.Tensor Shift(SamplingGrid grid, torch.Tensor image, double x, double y) =>
        FourierShift.Apply(image, FourierShift.Phasor(grid, Fields.Scalar(x), Fields.Scalar(y), Fields.Real));

    private static torch.Tensor Waves(double sx, double sy)
    {
        var (x, y) = (Coordinates.X(Grid, torch.CPU) - sx, Coordinates.Y(Grid, torch.CPU) - sy);
        var wave = (int kx, int ky) => Phasor.Of(2 * Math.PI * (kx / Grid.Width * x + ky / Grid.Height * y));
        return wave(0, 0) + 0.5 * wave(3, -4) - 0.3 * wave(-7, 5);
    }
}

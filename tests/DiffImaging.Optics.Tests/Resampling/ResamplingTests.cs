using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Resampling;

/// <summary>Binning, pixel integration, interpolation and margins: values, and ⟨u, A v⟩ = ⟨Aᵀ u, v⟩.</summary>
[TestFixture]
public sealed class ResamplingTests : ScopedFixture
{
    private const double Rounding = 1e-12;

    private static readonly torch.Device Cpu = torch.CPU;

    [Test]
    public void Binning_takes_the_mean_of_each_block()
    {
        var image = torch.arange(24, dtype: Fields.Real).reshape(1, 1, 4, 6);

        var binned = Binning.Mean(image, 2);

        // The block at (0, 0) holds 0, 1, 6, 7.
        Assert.That(binned.data<double>(), Is.EqualTo(new[] { 3.5, 5.5, 7.5, 15.5, 17.5, 19.5 }).Within(Rounding));
        Assert.That(binned.shape, Is.EqualTo(new long[] { 1, 1, 2, 3 }));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Binning_has_its_adjoint(int factor)
    {
        var (u, v) = (Fields.Random(1, 2, 12 / factor, 6 / factor), Fields.Random(2, 2, 12, 6));

        AssertAdjoint(Fields.Inner(u, Binning.Mean(v, factor)), Fields.Inner(Binning.MeanAdjoint(u, factor), v));
    }

    [Test]
    public void Sizes_that_are_no_multiples_are_refused() =>
        Assert.That(() => Binning.Mean(torch.zeros(4, 6), 4), Throws.ArgumentException.With.Message.Contains("multiples of the block's size 4"));

    [Test]
    public void Pixel_integration_averages_a_wave_over_the_pixel()
    {
        var (grid, width) = (new SamplingGrid(8, 9, 2e-6), 1.6e-6);
        var (x, y) = (Coordinates.X(grid, Cpu), Coordinates.Y(grid, Cpu));
        var (fx, fy) = (3 / grid.Width, 2 / grid.Height);
        var wave = (2 * Math.PI * (fx * x + fy * y)).cos();

        var integrated = PixelIntegration.Apply(wave, PixelIntegration.TransferFunction(grid, width, Cpu));

        // ∫∫ cos over a square of the width w about the sample, over w².
        var expected = wave * (Math.Sin(Math.PI * fx * width) / (Math.PI * fx * width) * Math.Sin(Math.PI * fy * width) / (Math.PI * fy * width));
        Assert.That(Fields.RelativeError(integrated, expected), Is.LessThan(Rounding));
    }

    [TestCase(8, 9)]
    [TestCase(7, 10)]
    public void Pixel_integration_is_its_own_adjoint_and_keeps_the_mean(int rows, int columns)
    {
        var transfer = PixelIntegration.TransferFunction(new SamplingGrid(rows, columns, 2e-6), 1.7e-6, Cpu);
        var (u, v) = (Fields.Random(1, 2, rows, columns).real, Fields.Random(2, 2, rows, columns).real);

        AssertAdjoint(Fields.Inner(u, PixelIntegration.Apply(v, transfer)), Fields.Inner(PixelIntegration.Apply(u, transfer), v));
        Assert.That(PixelIntegration.Apply(v, transfer).mean().item<double>(), Is.EqualTo(v.mean().item<double>()).Within(Rounding));
    }

    [TestCase(8, 9, 2)]
    [TestCase(7, 10, 3)]
    [TestCase(6, 6, 1)]
    public void Interpolation_keeps_the_old_samples_and_has_its_adjoint(int rows, int columns, int factor)
    {
        var (u, v) = (Fields.Random(1, 2, rows * factor, columns * factor), Fields.Random(2, 2, rows, columns));

        var refined = FourierInterpolation.Refine(v, factor);

        var old = refined.slice(-2, 0, rows * factor, factor).slice(-1, 0, columns * factor, factor);
        Assert.That(Fields.RelativeError(old, v), Is.LessThan(Rounding));
        AssertAdjoint(Fields.Inner(u, refined), Fields.Inner(FourierInterpolation.RefineAdjoint(u, factor), v));
    }

    [Test]
    public void Interpolation_of_a_wave_is_the_wave()
    {
        var (coarse, fine) = (new SamplingGrid(8, 9, 3e-6), new SamplingGrid(24, 27, 1e-6));

        // Positions are counted from the first sample, which both grids share.
        Assert.That(Fields.RelativeError(FourierInterpolation.Refine(Wave(coarse), 3), Wave(fine)), Is.LessThan(Rounding));

        static torch.Tensor Wave(SamplingGrid grid)
        {
            var (row, column) = (torch.arange(grid.Rows, dtype: Fields.Real).unsqueeze(1), torch.arange(grid.Columns, dtype: Fields.Real).unsqueeze(0));
            return Phasor.Of(2 * Math.PI * (-3.0 / grid.Rows * row + 4.0 / grid.Columns * column));
        }
    }

    [Test]
    public void Interpolation_can_be_differentiated()
    {
        var leaf = Fields.Random(1, 5, 6).requires_grad_(true);
        var cotangent = Fields.Random(2, 10, 12);

        (cotangent.conj() * FourierInterpolation.Refine(leaf, 2)).real.sum().backward();

        Assert.That(Fields.RelativeError(leaf.grad!, FourierInterpolation.RefineAdjoint(cotangent, 2)), Is.LessThan(Rounding));
    }

    [Test]
    public void A_margin_added_is_removed()
    {
        var image = Fields.Random(1, 2, 5, 6);

        var wide = Margin.Add(image, 3);

        Assert.That(wide.shape, Is.EqualTo(new long[] { 2, 11, 12 }));
        Assert.That(Fields.Norm(wide), Is.EqualTo(Fields.Norm(image)).Within(Rounding));
        Assert.That(Fields.RelativeError(Margin.Remove(wide, 3), image), Is.Zero);
    }

    [TestCase(8, 9, 5, 4)]
    [TestCase(9, 8, 4, 5)]
    [TestCase(7, 7, 7, 7)]
    public void The_centre_keeps_the_axis_and_has_its_adjoint(int rows, int columns, int innerRows, int innerColumns)
    {
        var (u, v) = (Fields.Random(1, innerRows, innerColumns), Fields.Random(2, rows, columns));

        var centre = Margin.Centre(v, innerRows, innerColumns);

        Assert.That(Fields.RelativeError(centre[innerRows / 2, innerColumns / 2], v[rows / 2, columns / 2]), Is.Zero);
        AssertAdjoint(Fields.Inner(u, centre), Fields.Inner(Margin.Embed(u, rows, columns), v));
    }

    [Test]
    public void A_centre_larger_than_the_image_is_refused() =>
        Assert.That(() => Margin.Centre(torch.zeros(4, 4), 5, 4), Throws.ArgumentException.With.Message.Contains("at least 5 × 4"));

    [Test]
    public void Summing_to_a_shape_is_the_adjoint_of_broadcasting()
    {
        var (u, v) = (Fields.Random(1, 2, 3, 4, 5), Fields.Random(2, 3, 1, 5));

        var sum = Broadcasting.SumTo(u, [3, 1, 5]);

        Assert.That(sum.shape, Is.EqualTo(new long[] { 3, 1, 5 }));
        AssertAdjoint(Fields.Inner(u, v.expand(2, 3, 4, 5)), Fields.Inner(sum, v));
    }

    private static void AssertAdjoint(double left, double right) => Assert.That(left, Is.EqualTo(right).Within(Rounding * Math.Max(1, Math.Abs(right))));
}

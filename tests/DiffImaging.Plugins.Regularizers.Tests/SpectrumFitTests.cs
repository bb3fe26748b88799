using DiffImaging.Plugins.Regularizers.Quadratic;
using DiffImaging.Plugins.Regularizers.Quadratic.Fit;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

/// <summary>The fit finds the spectrum that an image was drawn from.</summary>
/// <remarks>The images are drawn from the model that is fitted: what is tested is the fit, not the model. The noise stands well
/// above S at the edge of the band, or there is none: in between, one image does not tell a floor from a smaller exponent.</remarks>
[TestFixture]
public sealed class SpectrumFitTests
{
    private const int Rows = 128;
    private const int Columns = 112;

    // Times the least standard deviation that an estimate from this one image can have (Cramér and Rao).
    private const double Deviations = 4;

    // σ hangs on the few lowest frequencies.
    private const double DeviationTolerance = 0.12;

    // Of log S, root mean square over all frequencies: the numbers are correlated, S itself is known better than each of them.
    private const double SpectrumTolerance = 0.15;

    [TestCase(0.3, 8e-6, 3.0, 0.0)]
    [TestCase(0.05, 5e-6, 4.0, 0.0)]
    [TestCase(2.0, 20e-6, 2.5, 0.0)]
    [TestCase(0.3, 8e-6, 3.0, 0.1)]
    [TestCase(0.05, 5e-6, 4.0, 0.01)]
    public void The_numbers_of_a_drawn_image_are_found(double deviation, double length, double exponent, double noise)
    {
        foreach (var seed in Enumerable.Range(1, 6))
        {
            using var scope = torch.NewDisposeScope();
            var truth = MaternSpectrum.WithDeviation(deviation, length, exponent, Grid);
            var periodogram = RadialPeriodogram.Of(Draw(truth, noise, seed, isComplex: false), Grid);
            double[] numbers = [truth.Level, length, exponent, .. noise > 0 ? new[] { noise * noise } : []];
            var spread = Spread(periodogram, numbers);

            var fit = WhittleFit.To(periodogram, Grid)!;

            double[] fitted = [fit.Spectrum.Level, fit.Spectrum.CorrelationLength, fit.Spectrum.Exponent, .. noise > 0 ? new[] { fit.Floor } : []];

            var found = Math.Sqrt(fit.Spectrum.Logarithm(Grid, torch.CPU).exp().mean().ToDouble());
            var error = (fit.Spectrum.Logarithm(Grid, torch.CPU) - truth.Logarithm(Grid, torch.CPU)).square().mean().sqrt().ToDouble();
            TestContext.Out.WriteLine(FormattableString.Invariant($"seed {seed}: σ {found / deviation:F3}, ℓ {fit.Spectrum.CorrelationLength / length:F3}, p {fit.Spectrum.Exponent / exponent:F3} of the truth, log S ± {error:F3}, noise {Math.Sqrt(fit.Floor):G3}; least spread of log ℓ {spread[1]:F3}, log p {spread[2]:F3}"));
            Assert.That(found, Is.EqualTo(deviation).Within(DeviationTolerance * deviation), $"σ, seed {seed}");
            Assert.That(error, Is.LessThan(SpectrumTolerance), $"log S, seed {seed}");
            Assert.That(fit.Floor > 0, Is.EqualTo(noise > 0), $"noise, seed {seed}");
            for (var index = 0; index < numbers.Length; index++)
            {
                Assert.That(Math.Abs(Math.Log(fitted[index] / numbers[index])), Is.LessThan(Deviations * spread[index]), $"number {index} of A, ℓ, p, w, seed {seed}");
            }

            Assert.That(fit.AtBounds, Is.Empty);
        }
    }

    [Test]
    public void A_complex_image_counts_as_two_real_ones()
    {
        using var scope = torch.NewDisposeScope();
        var truth = MaternSpectrum.WithDeviation(0.3, 8e-6, 3, Grid);

        var periodogram = RadialPeriodogram.Of(Draw(truth, 0, 1, isComplex: true), Grid);

        Assert.That(periodogram.Parts, Is.EqualTo(2));
        Assert.That(Math.Sqrt(periodogram.Mean), Is.EqualTo(0.3).Within(DeviationTolerance * 0.3), "of the real and of the imaginary part each");
    }

    [Test]
    public void The_rings_hold_every_frequency_but_zero_and_the_whole_variance()
    {
        using var scope = torch.NewDisposeScope();
        var image = Some.Value(Some.Variable(ObjectParametrization.PhaseOnly, 9, 6), 3);
        var grid = new SamplingGrid(9, 6, Some.Pitch);

        var periodogram = RadialPeriodogram.Of(image, grid);

        Assert.That(periodogram.Count, Is.EqualTo(53));
        Assert.That(periodogram.Mean * 53 / 54, Is.EqualTo((image - image.mean()).square().mean().ToDouble()).Within(1e-12));
        Assert.That(periodogram.Rings.Select(ring => ring.SquaredFrequency), Is.Ordered.Ascending);
    }

    [Test]
    public void The_derivatives_of_the_likelihood_agree_with_central_differences([Values(3, 4)] int count)
    {
        using var scope = torch.NewDisposeScope();
        var truth = MaternSpectrum.WithDeviation(0.3, 8e-6, 3, Grid);
        var likelihood = new WhittleLikelihood(RadialPeriodogram.Of(Draw(truth, 0.03, 1, isComplex: false), Grid));
        double[] point = [.. new[] { Math.Log(2 * truth.Level), Math.Log(6e-6), Math.Log(2.5), Math.Log(2e-3) }.Take(count)];

        var gradient = likelihood.Derivatives(point).Gradient;

        for (var index = 0; index < count; index++)
        {
            const double step = 1e-4;
            var (above, below) = ((double[])point.Clone(), (double[])point.Clone());
            (above[index], below[index]) = (point[index] + step, point[index] - step);
            Assert.That(gradient[index], Is.EqualTo((likelihood.Value(above) - likelihood.Value(below)) / (2 * step)).Within(1e-4).Percent);
        }
    }

    [Test]
    public void White_noise_becomes_a_spectrum_that_is_nearly_flat_and_not_a_floor_without_one()
    {
        using var scope = torch.NewDisposeScope();
        var white = new MaternSpectrum(1e-30, 8e-6, 3);

        var fit = WhittleFit.To(RadialPeriodogram.Of(Draw(white, 0.2, 1, isComplex: false), Grid), Grid)!;

        var density = fit.Spectrum.Logarithm(Grid, torch.CPU).exp();
        Assert.That(fit.Floor, Is.Zero);
        Assert.That((density.max() / density.min()).ToDouble(), Is.LessThan(1.5));
        Assert.That(density.mean().ToDouble(), Is.EqualTo(0.04).Within(0.04 * 0.05));
    }

    // The inverse of the expected curvature of the negative log-likelihood, which is half of V for a real image.
    private static double[] Spread(RadialPeriodogram periodogram, double[] numbers)
    {
        using var scope = torch.NewDisposeScope();
        var curvature = new WhittleLikelihood(periodogram).Derivatives([.. numbers.Select(number => Math.Log(number))]).Curvature;
        return (0.5 * torch.tensor(curvature)).inverse().diagonal().sqrt().data<double>().ToArray();
    }

    private static SamplingGrid Grid => new(Rows, Columns, Some.Pitch);

    private static torch.Tensor Draw(MaternSpectrum spectrum, double noise, int seed, bool isComplex)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator((ulong)seed);
        var root = spectrum.Logarithm(Grid, torch.CPU).exp().sqrt();
        torch.Tensor White() => torch.randn([Rows, Columns], torch.ScalarType.Float64, generator: generator);
        torch.Tensor Part() => torch.fft.ifft2(torch.fft.fft2(White()) * root).real + noise * White();
        return (isComplex ? torch.complex(Part(), Part()) : Part()).MoveToOuterDisposeScope();
    }
}

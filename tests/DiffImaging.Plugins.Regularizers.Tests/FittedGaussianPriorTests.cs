using DiffImaging.Plugins.Regularizers.Quadratic;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

/// <summary>A prior that is fitted: when, to what, and back to it.</summary>
[TestFixture]
public sealed class FittedGaussianPriorTests
{
    private const int Rows = 40;
    private const int Columns = 36;
    private const string Given = """{ "model": "fitted", "standardDeviation": 0.3, "correlationLength": "6 µm" }""";

    private static readonly ObjectVariable Variable = Some.Variable(rows: Rows, columns: Columns);

    [Test]
    public void Before_it_has_adapted_it_is_the_given_one()
    {
        using var scope = torch.NewDisposeScope();
        using var fitted = Fitted();
        using var given = Some.Regularizer(new GaussianPriorFactory(), """{ "standardDeviation": 0.3, "correlationLength": "6 µm" }""", Variable);
        var value = Some.Value(Variable, 1);

        Assert.That(fitted.Evaluate(value).ToDouble(), Is.EqualTo(given.Evaluate(value).ToDouble()));
    }

    [Test]
    public void It_becomes_the_prior_with_the_numbers_it_has_found()
    {
        using var scope = torch.NewDisposeScope();
        using var fitted = Fitted();
        var image = Smooth(2);

        var line = fitted.Adapt(image);

        var numbers = fitted.State[0].data<double>().ToArray();
        var density = new MaternSpectrum(numbers[0], numbers[1], numbers[2]).Density(Variable.Grid, Some.Context());
        using var same = new GaussianPrior(new GaussianPriorOptions { StandardDeviation = Math.Sqrt(density.mean().ToDouble()), CorrelationLength = numbers[1], Exponent = numbers[2] }, Variable, Some.Context());
        Assert.That(fitted.Evaluate(image).ToDouble(), Is.EqualTo(same.Evaluate(image).ToDouble()).Within(1e-9).Percent);
        Assert.That(fitted.Evaluate(image).ToDouble(), Is.EqualTo((double)Rows * Columns).Within(5).Percent, "half of its numbers, as an image costs that was drawn from it");
        Assert.That(line, Does.StartWith("fitted to the object").And.Contain("correlation length").And.Contain("noise"));
    }

    [Test]
    public void Frequencies_beyond_the_band_play_no_part()
    {
        using var scope = torch.NewDisposeScope();
        const string band = """{ "model": "fitted", "standardDeviation": 0.3, "correlationLength": "6 µm", "lowestFrequency": "1.2e4 1/m", "highestFrequency": "1.5e5 1/m" }""";
        using var fitted = (FittedGaussianPrior)Some.Regularizer(new GaussianPriorFactory(), band, Variable);
        using var other = (FittedGaussianPrior)Some.Regularizer(new GaussianPriorFactory(), band, Variable);
        using var whole = Fitted();
        using var wholeOther = Fitted();
        var image = Smooth(2);
        var squared = Optics.Waves.Coordinates.SquaredFrequency(Variable.Grid, torch.CPU);

        // Rings count by the mean of their frequencies: one beside the bound reaches a little over it.
        var inside = squared.ge(1.2e4 * 1.2e4).logical_and(squared.le(1.55e5 * 1.55e5));
        var limited = 1 + torch.fft.ifft2(torch.fft.fft2(image - 1) * inside.to(torch.ScalarType.Float64));

        foreach (var (prior, seen) in new[] { (fitted, image), (other, limited), (whole, image), (wholeOther, limited) })
        {
            prior.Adapt(seen);
        }

        Assert.That(inside.sum().ToInt64(), Is.GreaterThan(100).And.LessThan(Variable.Grid.Rows * Variable.Grid.Columns / 2));
        Assert.That(other.State[0].allclose(fitted.State[0], 1e-6, 0));
        Assert.That(wholeOther.State[0].allclose(whole.State[0], 1e-1, 0), Is.False, "a band-limited object is not taken for one");
    }

    [Test]
    public void An_object_that_is_constant_or_no_number_leaves_the_given_spectrum([Values(0.0, 1.0, 1e-30, double.NaN, double.PositiveInfinity)] double level)
    {
        using var scope = torch.NewDisposeScope();
        using var fitted = Fitted();
        using var untouched = Fitted();
        var value = Some.Value(Variable, 1);
        fitted.Adapt(Smooth(3));

        var line = fitted.Adapt(torch.full_like(value, level));

        Assert.That(line, Does.Contain("the spectrum given stays: standard deviation 0.3"));
        Assert.That(fitted.Evaluate(value).ToDouble(), Is.EqualTo(untouched.Evaluate(value).ToDouble()));
    }

    [Test]
    public void Rounding_of_a_constant_object_is_not_taken_for_an_image()
    {
        using var scope = torch.NewDisposeScope();
        using var fitted = Fitted(Precision.Single);
        using var generator = new torch.Generator(1);
        var last = 1 + 6e-8f * torch.randint(-1, 2, [Rows, Columns], torch.ScalarType.Float32, generator: generator);

        Assert.That(fitted.Adapt(last.to(torch.ScalarType.ComplexFloat32)), Does.Contain("constant"));
    }

    [Test]
    public void A_grid_with_hardly_a_frequency_leaves_the_given_spectrum()
    {
        using var scope = torch.NewDisposeScope();
        var small = Some.Variable(rows: 2, columns: 3);
        using var fitted = (FittedGaussianPrior)Some.Regularizer(new GaussianPriorFactory(), Given, small);

        Assert.That(fitted.Adapt(Some.Value(small, 1)), Does.Contain("cannot be fitted").And.Contain("given stays"));
    }

    [Test]
    public void A_part_is_fitted_alone()
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(ObjectParametrization.LogAmplitudePhase, Rows, Columns);
        using var fitted = (FittedGaussianPrior)Some.Regularizer(new GaussianPriorFactory(), """{ "model": "fitted", "standardDeviation": 0.3, "correlationLength": "6 µm", "on": "phase" }""", variable);
        var value = torch.stack([torch.zeros(Rows, Columns, torch.ScalarType.Float64), 0.2 * Smooth(4).real]);

        fitted.Adapt(value);
        var before = fitted.State[0].clone();
        value.select(0, 0).copy_(Smooth(5).imag);
        fitted.Adapt(value);

        Assert.That(fitted.State[0].allclose(before, 0, 0), "the amplitude plays no part");
    }

    [Test]
    public void The_spectrum_can_be_held_in_single_precision_at_every_bound()
    {
        using var scope = torch.NewDisposeScope();
        var grid = new Sdk.Signals.SamplingGrid(2048, 2048, 1e-6);

        var density = MaternSpectrum.WithDeviation(1e-3, grid.Width, Quadratic.Fit.WhittleFit.LargestExponent, grid).Density(grid, Some.Context(Precision.Single));

        Assert.That(density.min().ToDouble(), Is.GreaterThan(1e-37));
    }

    [TestCase("""{ "model": "fitted", "standardDeviation": 1 }""", "correlationLength: missing; the model 'fitted' needs a length for as long as")]
    [TestCase("""{ "model": "fitted", "correlationLength": "3 µm" }""", "standardDeviation")]
    [TestCase("""{ "model": "fitted", "standardDeviation": 1, "correlationLength": "3 µm", "frequencies": [1, 2], "densities": [1, 1] }""", "model: found 'fitted' and a table")]
    [TestCase("""{ "standardDeviation": 1, "correlationLength": "3 µm", "highestFrequency": "1e5 1/m" }""", "highestFrequency: belongs to the model 'fitted'")]
    [TestCase("""{ "model": "fitted", "standardDeviation": 1, "correlationLength": "3 µm", "lowestFrequency": "2e5 1/m", "highestFrequency": "1e5 1/m" }""", "highestFrequency: found 100000 1/m, expected more than lowestFrequency, 200000 1/m")]
    public void A_wrong_option_is_explained(string options, string message) =>
        Assert.That(Some.Findings(new GaussianPriorFactory(), options, Some.Variable()).Select(finding => finding.ToString()), Has.Some.Contains(message));

    [Test]
    public void Only_the_fitted_model_adapts()
    {
        using var given = Some.Regularizer(new GaussianPriorFactory(), """{ "standardDeviation": 0.3, "correlationLength": "6 µm" }""", Variable);

        Assert.That(given, Is.Not.InstanceOf<IAdaptiveRegularizer>());
    }

    private static FittedGaussianPrior Fitted(Precision precision = Precision.Double) =>
        (FittedGaussianPrior)Some.Regularizer(new GaussianPriorFactory(), Given, Variable, precision);

    private static torch.Tensor Smooth(int seed)
    {
        using var scope = torch.NewDisposeScope();
        var root = MaternSpectrum.WithDeviation(0.2, 5e-6, 3, Variable.Grid).Logarithm(Variable.Grid, torch.CPU).exp().sqrt();
        return (1 + torch.fft.ifft2(torch.fft.fft2(2 * (Some.Value(Variable, seed) - 1)) * root)).MoveToOuterDisposeScope();
    }
}

using DiffImaging.Plugins.Regularizers.Quadratic;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture]
public sealed class QuadraticTests
{
    // Sums over some hundred numbers in double precision.
    private const double Rounding = 1e-10;

    [Test]
    public void A_checkerboard_of_order_one_costs_its_known_sum()
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(ObjectParametrization.PhaseOnly, 4, 6);
        using var regularizer = Some.Regularizer(new TikhonovFactory(), """{ "order": 1 }""", variable);
        var board = torch.tensor(Enumerable.Range(0, 24).Select(index => (index / 6 + index) % 2 == 0 ? 1.0 : -1.0).ToArray()).reshape(4, 6);

        // 3 · 6 + 4 · 5 pairs of neighbours, each differing by 2.
        Assert.That(regularizer.Evaluate(board).ToDouble(), Is.EqualTo(0.5 * 4 * 38).Within(Rounding));
    }

    [Test]
    public void A_white_prior_is_a_sum_of_squares_over_the_variance()
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable();
        using var prior = Some.Regularizer(new GaussianPriorFactory(),
            """{ "standardDeviation": 0.4, "model": "tabulated", "frequencies": [0, 1e6], "densities": [3, 3] }""", variable);
        var value = Some.Value(variable, 8);

        var expected = 0.5 * Some.SquaredDistance(value, torch.ones_like(value)) / 0.16;

        Assert.That(prior.Evaluate(value).ToDouble(), Is.EqualTo(expected).Within(Rounding * expected));
    }

    [Test]
    public void Draws_from_the_prior_cost_half_of_their_numbers_on_average()
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(ObjectParametrization.PhaseOnly, 64, 48);
        var options = new GaussianPriorOptions { StandardDeviation = 0.4, CorrelationLength = 5e-6 };
        using var prior = new GaussianPrior(options, variable, Some.Context());
        using var generator = new torch.Generator(3);
        var white = torch.randn([64, 48], torch.ScalarType.Float64, generator: generator);
        var draw = torch.fft.ifft2(torch.fft.fft2(white) * PowerSpectrum.Of(options, variable.Grid, Some.Context()).sqrt()).real;

        // χ² of 3072 degrees has the standard deviation √(2 · 3072) = 78; half of it, six times.
        Assert.That(prior.Evaluate(draw).ToDouble(), Is.EqualTo(0.5 * 64 * 48).Within(6 * 39));
        Assert.That(draw.std().ToDouble(), Is.EqualTo(0.4).Within(0.1));
    }

    [TestCase("""{ "standardDeviation": 1 }""", "correlationLength: missing")]
    [TestCase("""{ "standardDeviation": 1, "model": "tabulated" }""", "densities: found 0 frequencies and 0 densities")]
    [TestCase("""{ "standardDeviation": 1, "model": "tabulated", "frequencies": [2, 1], "densities": [1, 1] }""", "ascending")]
    public void A_wrong_spectrum_is_explained(string options, string message) =>
        Assert.That(
            Some.Findings(new GaussianPriorFactory(), options, Some.Variable()).Select(finding => finding.ToString()), Has.Some.Contains(message));
}

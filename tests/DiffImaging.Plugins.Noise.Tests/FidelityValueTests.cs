using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.Noise.Tests;

public sealed class FidelityValueTests
{
    private const double Rounding = 1e-9;

    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [TestCase("gaussian", """{ "standardDeviation": 0.5 }""", 2.0, 1.25, 1.125)]
    [TestCase("huber", """{ "standardDeviation": 0.5, "threshold": 2 }""", 2.0, 1.25, 1.125)]
    [TestCase("huber", """{ "standardDeviation": 0.5, "threshold": 1 }""", 2.0, 1.25, 1.0)]
    [TestCase("amplitude", "{}", 4.0, 9.0, 2.0)]
    [TestCase("amplitude", """{ "photons": 7, "readNoise": 6 }""", 4.0, 9.0, 2 * (8 - 9.9498743710662) * (8 - 9.9498743710662))]
    [TestCase("poisson", """{ "photons": 3 }""", 2.0, 1.0, 3 * (2 - 1 - 0.693147180559945))]
    [TestCase("poisson", """{ "photons": 3 }""", 2.0, 0.0, 6.0)]
    [TestCase("poisson-gaussian", """{ "photons": 3, "readNoise": 2 }""", 2.0, 1.0, 10 - 7 + 7 * -0.356674943938732)]
    public void Loss_of_a_pixel_has_the_value_of_its_formula(string id, string options, double predicted, double measured, double expected)
    {
        using var fidelity = Component.Fidelity(id, options);
        var (m, y) = (torch.full(1, 1, 1, 1, predicted, torch.float64), torch.full(1, 1, 1, 1, measured, torch.float64));

        // The floor of 1e-6 photons under a dark pixel shows in the loss.
        var tolerance = measured == 0 ? 3e-5 : Rounding;
        Assert.That(fidelity.Evaluate(m, y, null).item<double>(), Is.EqualTo(expected).Within(tolerance));
        Assert.That(((IDifferentiableFidelity)fidelity).EvaluateWithCotangent(m, y, null).Loss.item<double>(), Is.EqualTo(expected).Within(tolerance));
    }

    [TestCase("amplitude")]
    [TestCase("poisson")]
    [TestCase("poisson-gaussian")]
    public void Dark_pixels_give_finite_losses_and_push_the_prediction_up(string id)
    {
        using var fidelity = Component.Fidelity(id, """{ "photons": 10 }""");
        var predicted = torch.tensor([0.0, -1, 0, 5, 5]).reshape(1, 1, 1, 5);
        var measured = torch.tensor([2.0, 2, 0, 0, -3]).reshape(1, 1, 1, 5);
        var leaf = predicted.clone().requires_grad_();

        var loss = fidelity.Evaluate(leaf, measured, null);
        loss.backward();
        var (_, cotangent) = ((IDifferentiableFidelity)fidelity).EvaluateWithCotangent(predicted, measured, null);

        Assert.That(double.IsFinite(loss.item<double>()), Is.True);
        Assert.That(cotangent.isfinite().all().item<bool>(), Is.True);
        Assert.That(torch.allclose(leaf.grad!, cotangent, 1e-6, 1e-6), Is.True);
        var slopes = cotangent.data<double>().ToArray();
        Assert.That(slopes[..2], Has.All.LessThan(0), "too low a prediction");
        Assert.That(slopes[2], Is.EqualTo(0).Within(1e-6), "darkness predicted and seen");
        Assert.That(slopes[3..], Has.All.GreaterThan(0), "too high a prediction");
    }

    [Test]
    public void An_outlier_pulls_with_bounded_force_under_Huber()
    {
        using var fidelity = (IDifferentiableFidelity)Component.Fidelity("huber", """{ "standardDeviation": 0.1 }""");
        var predicted = torch.zeros(1, 1, 1, 2, dtype: torch.float64);

        var (_, cotangent) = fidelity.EvaluateWithCotangent(predicted, torch.tensor([100.0, -1e6]).reshape(1, 1, 1, 2), null);

        Assert.That(cotangent.data<double>().ToArray(), Is.EqualTo([-13.45, 13.45]).Within(Rounding));
    }

    [TestCase("gaussian", """{ "standardDeviation": 0.01 }""")]
    [TestCase("amplitude", """{ "photons": 10000 }""")]
    [TestCase("poisson", """{ "photons": 10000 }""")]
    [TestCase("poisson-gaussian", """{ "photons": 10000, "readNoise": 5 }""")]
    [TestCase("huber", """{ "standardDeviation": 0.01 }""")]
    public void Single_precision_loses_nothing_that_matters_at_ten_thousand_photons(string id, string options)
    {
        using var generator = new torch.Generator(2);
        using var fidelity = (IDifferentiableFidelity)Component.Fidelity(id, options);
        var predicted = torch.rand(1, 1, 512, 512, dtype: torch.float64, generator: generator).add_(0.5).to(torch.float32);
        var noise = 0.01 * torch.randn(1, 1, 512, 512, dtype: torch.float64, generator: generator);
        var measured = (predicted + noise).to(torch.float32);

        var single = fidelity.EvaluateWithCotangent(predicted, measured, null);
        var exact = fidelity.EvaluateWithCotangent(predicted.to(torch.float64), measured.to(torch.float64), null);

        // The difference m − y has 2⁻²⁴ of m, which is 6·10⁻⁶ standard deviations: 10⁻⁵ nats in a pixel, at random signs.
        Assert.That(single.Loss.item<double>(), Is.EqualTo(exact.Loss.item<double>()).Within(1e-4).Percent);
        Assert.That(((single.Cotangent - exact.Cotangent).norm() / exact.Cotangent.norm()).item<double>(), Is.LessThan(1e-4));
        Assert.That((single.Loss.dtype, single.Cotangent.dtype), Is.EqualTo((torch.float64, torch.float32)));
    }

    [Test]
    public void A_prediction_that_is_no_intensity_is_an_error()
    {
        var plan = Component.FidelityPlan("amplitude", "{}", Component.Prediction with { Domain = SignalDomain.Field });

        Assert.That(plan.Findings.Single().Message, Does.Contain("'field', expected 'intensity'"));
    }
}

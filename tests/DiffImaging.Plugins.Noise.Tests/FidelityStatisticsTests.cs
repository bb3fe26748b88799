using DiffImaging.Sdk.Fidelities;
using TorchSharp;

namespace DiffImaging.Plugins.Noise.Tests;

/// <summary>What a fidelity term must give on average at the truth, for data with the noise that it is made for.</summary>
public sealed class FidelityStatisticsTests
{
    private const string Photons = """{ "photons": 50 }""";
    private const string WithReadNoise = """{ "photons": 50, "readNoise": 3 }""";
    private const string Gaussian = """{ "standardDeviation": 0.2 }""";

    // Of 250,000 pixels: a mean is known to 0.3 %; the approximate likelihoods are off by about 1/n at 50 to 100 photons.
    private const double Tolerance = 0.02;

    private torch.Generator _generator = null!;
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => (_scope, _generator) = (torch.NewDisposeScope(), new torch.Generator(17));

    [TearDown]
    public void TearDown()
    {
        _scope.Dispose();
        _generator.Dispose();
    }

    [TestCase("gaussian", Gaussian, "gaussian")]
    [TestCase("amplitude", Photons, "poisson")]
    [TestCase("amplitude", WithReadNoise, "poisson-gaussian")]
    [TestCase("poisson", Photons, "poisson")]
    [TestCase("poisson-gaussian", WithReadNoise, "poisson-gaussian")]
    public void Loss_at_the_truth_is_half_a_nat_for_each_pixel(string id, string options, string noise)
    {
        using var fidelity = Component.Fidelity(id, options);
        var (truth, measured) = Experiment(noise, options);

        var loss = fidelity.Evaluate(truth, measured, null).item<double>() / truth.NumberOfElements;

        Assert.That(loss, Is.EqualTo(0.5).Within(Tolerance));
    }

    [TestCase("gaussian", Gaussian, "gaussian")]
    [TestCase("amplitude", Photons, "poisson")]
    [TestCase("amplitude", WithReadNoise, "poisson-gaussian")]
    [TestCase("poisson", Photons, "poisson")]
    [TestCase("poisson-gaussian", WithReadNoise, "poisson-gaussian")]
    public void Variance_of_the_slope_at_the_truth_is_the_curvature(string id, string options, string noise)
    {
        using var fidelity = Component.Fidelity(id, options);
        var (truth, measured) = Experiment(noise, options);

        var (_, slope) = ((IDifferentiableFidelity)fidelity).EvaluateWithCotangent(truth, measured, null);
        var normalised = slope / fidelity.Curvature(truth, measured, null).sqrt();

        Assert.That(normalised.square().mean().item<double>(), Is.EqualTo(1).Within(2 * Tolerance));
    }

    [Test]
    public void Curvature_of_Huber_is_the_mean_second_derivative_under_Gaussian_noise()
    {
        using var fidelity = Component.Fidelity("huber", """{ "standardDeviation": 0.2, "threshold": 1 }""");
        var (truth, measured) = Experiment("gaussian", Gaussian);

        var quadratic = ((truth - measured).abs() <= 0.2).to(torch.float64).mean().item<double>() / 0.04;

        Assert.That(fidelity.Curvature(truth, measured, null).mean().item<double>(), Is.EqualTo(quadratic).Within(Tolerance * 25));
    }

    [Test]
    public void The_amplitude_estimates_a_mean_a_quarter_of_a_photon_too_low()
    {
        using var noise = Component.Noise("poisson", """{ "photons": 1 }""");
        using var fidelity = Component.Fidelity("amplitude", "{}");
        var truth = torch.full(1, 1, 500, 500, 20.0, torch.float64);
        var measured = noise.Sample(truth, _generator);

        var (_, slope) = ((IDifferentiableFidelity)fidelity).EvaluateWithCotangent(truth, measured, null);
        var step = slope.mean() / fidelity.Curvature(truth, measured, null).mean();

        // One Newton step from the truth; the mean count itself is known to √(20 / 250,000) = 0.01.
        Assert.That(step.item<double>(), Is.EqualTo(0.25).Within(0.05));
    }

    [Test]
    public void The_Poisson_likelihood_has_no_bias_at_low_counts_where_the_amplitude_has()
    {
        using var noise = Component.Noise("poisson", """{ "photons": 1 }""");
        var truth = torch.full(1, 1, 500, 500, 2.0, torch.float64);
        var measured = noise.Sample(truth, _generator);

        Assert.That(MeanSlope("poisson", truth, measured), Is.EqualTo(0).Within(0.01));
        Assert.That(Math.Abs(MeanSlope("amplitude", truth, measured)), Is.GreaterThan(0.1));
    }

    private static double MeanSlope(string id, torch.Tensor truth, torch.Tensor measured)
    {
        using var fidelity = (IDifferentiableFidelity)Component.Fidelity(id, "{}");
        return fidelity.EvaluateWithCotangent(truth, measured, null).Cotangent.mean().item<double>();
    }

    private (torch.Tensor Truth, torch.Tensor Measured) Experiment(string id, string options)
    {
        using var noise = Component.Noise(id, options);
        var truth = torch.rand(1, 1, 500, 500, dtype: torch.float64, generator: _generator) + 1;
        return (truth, noise.Sample(truth, _generator));
    }
}

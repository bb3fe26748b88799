using TorchSharp;

namespace DiffImaging.Plugins.Noise.Tests;

public sealed class NoiseModelTests
{
    // Standard errors by which a statistic may miss: chance exceeds six of them in 2 of 10⁹ draws.
    private const double StandardErrors = 6;
    private const int Draws = 400_000;

    private torch.Generator _generator = null!;
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => (_scope, _generator) = (torch.NewDisposeScope(), new torch.Generator(11));

    [TearDown]
    public void TearDown()
    {
        _scope.Dispose();
        _generator.Dispose();
    }

    [TestCase(0.2)]
    [TestCase(4)]
    [TestCase(9.9)]
    [TestCase(10.1)]
    [TestCase(60)]
    public void Photon_counts_have_the_probabilities_of_Poisson(double mean)
    {
        var counts = Sample("poisson", """{ "photons": 1 }""", mean);

        Assert.That((counts - counts.round()).abs().max().item<double>(), Is.Zero);
        var probability = Math.Exp(-mean);
        for (var count = 0; count <= 2 * mean + 5; count++)
        {
            var share = counts.eq(count).to(torch.float64).mean().item<double>();
            var tolerance = StandardErrors * Math.Sqrt(probability / Draws) + 1.0 / Draws;
            Assert.That(share, Is.EqualTo(probability).Within(tolerance), $"count {count}");
            probability *= mean / (count + 1);
        }
    }

    [TestCase(0.05)]
    [TestCase(3e3)]
    [TestCase(1e6)]
    public void Photon_noise_has_the_mean_and_variance_of_Poisson_at_any_count(double mean)
    {
        var counts = Sample("poisson", """{ "photons": 1 }""", mean);

        AssertMoments(counts, mean, mean, fourthCumulant: mean);
    }

    [Test]
    public void Read_noise_adds_its_variance_to_that_of_the_photons()
    {
        var recorded = Sample("poisson-gaussian", """{ "photons": 20, "readNoise": "4 e-" }""", 1.5);

        AssertMoments(recorded, 1.5, (30 + 16) / 400.0, fourthCumulant: 30 / 160_000.0);
    }

    [Test]
    public void Recordings_of_negative_expectations_are_those_of_darkness()
    {
        Assert.That(Sample("poisson", """{ "photons": 5 }""", -2).abs().max().item<double>(), Is.Zero);
    }

    [Test]
    public void Single_precision_draws_counts_too()
    {
        using var noise = Component.Noise("poisson", """{ "photons": 1000 }""");

        var recorded = noise.Sample(torch.full(Draws, 0.5f), _generator);

        Assert.That(recorded.dtype, Is.EqualTo(torch.float32));
        AssertMoments(recorded.to(torch.float64), 0.5, 5e-4, fourthCumulant: 5e-10);
    }

    [TestCase("poisson", "{}")]
    [TestCase("gaussian", "{}")]
    [TestCase("poisson-gaussian", """{ "photons": 3 }""")]
    public void Strength_of_the_noise_must_be_given(string id, string options)
    {
        Assert.That(() => Component.Noise(id, options), Throws.InstanceOf<AssertionException>().With.Message.Contains("missing"));
    }

    private torch.Tensor Sample(string id, string options, double expected)
    {
        using var noise = Component.Noise(id, options);
        return noise.Sample(torch.full(Draws, expected, torch.float64), _generator);
    }

    private static void AssertMoments(torch.Tensor sample, double mean, double variance, double fourthCumulant)
    {
        var found = sample.mean().item<double>();
        Assert.That(found, Is.EqualTo(mean).Within(StandardErrors * Math.Sqrt(variance / Draws)), "mean");
        Assert.That(
            (sample - found).square().mean().item<double>(),
            Is.EqualTo(variance).Within(StandardErrors * Math.Sqrt((2 * variance * variance + fourthCumulant) / Draws)), "variance");
    }
}

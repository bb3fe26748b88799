using System.Text.Json.Nodes;
using DiffImaging.Plugins.Regularizers.Quadratic;
using DiffImaging.Plugins.Regularizers.Specimens;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

/// <summary>The specimen is what the prior believes: its draws cost what draws of the prior cost, at every band of frequencies.</summary>
[TestFixture]
public sealed class GaussianFieldTests
{
    private const int Samples = 31;
    private const int Draws = 40;

    private static readonly SamplingGrid Grid = new(Samples, Samples, Some.Pitch);

    [Test]
    public void Draws_have_the_spectrum_of_the_prior_in_every_ring()
    {
        using var scope = torch.NewDisposeScope();
        var spectrum = MaternSpectrum.WithDeviation(0.2, 6e-6, 3.5, Grid).Density(Grid, Some.Context());
        var sum = torch.zeros(Samples, Samples, torch.ScalarType.Float64);
        for (var seed = 1; seed <= Draws; seed++)
        {
            using var field = Create("""{ "standardDeviation": 0.2, "correlationLength": "6 µm", "exponent": 3.5 }""", seed);
            var deviation = field.Sample(Grid) - 1;
            sum += torch.fft.fft2(deviation).abs().square() / (2.0 * Samples * Samples * spectrum);
        }

        var ratio = sum / Draws;
        var squared = Optics.Waves.Coordinates.SquaredFrequency(Grid, torch.CPU);
        var bin = 1 / Grid.Width;
        foreach (var (from, to) in new[] { (0.5, 2.5), (2.5, 6.5), (6.5, 12.0), (12.0, 22.0) })
        {
            var inside = squared.ge(from * from * bin * bin).logical_and(squared.lt(to * to * bin * bin));
            var count = inside.sum().ToInt64() * Draws;
            Assert.That(ratio[inside].mean().ToDouble(), Is.EqualTo(1).Within(4 / Math.Sqrt(count)), $"{from} to {to} bins");
        }
    }

    [Test]
    public void Any_grid_samples_the_same_field_and_it_has_its_period()
    {
        using var scope = torch.NewDisposeScope();
        using var field = Create("""{ "parametrization": "log-amplitude-phase", "standardDeviation": 0.5, "amplitudeDeviation": 0.15, "correlationLength": "6 µm" }""", 3);
        var own = field.Sample(Grid);
        var finer = field.Sample(new SamplingGrid(3 * Samples, 3 * Samples, Some.Pitch / 3));
        var wider = field.Sample(new SamplingGrid(3 * Samples, 3 * Samples, Some.Pitch));

        // Of odd numbers of samples the middle ones coincide.
        var every = torch.arange(1, 3 * Samples, 3);
        Assert.That((finer.index_select(0, every).index_select(1, every) - own).abs().max().ToDouble(), Is.LessThan(1e-10));
        Assert.That((wider[torch.TensorIndex.Slice(Samples, 2 * Samples), torch.TensorIndex.Slice(Samples, 2 * Samples)] - own).abs().max().ToDouble(), Is.LessThan(1e-10));
        Assert.That((wider[torch.TensorIndex.Slice(0, Samples), torch.TensorIndex.Slice(0, Samples)] - own).abs().max().ToDouble(), Is.LessThan(1e-10));
    }

    [Test]
    public void The_seed_decides()
    {
        using var scope = torch.NewDisposeScope();
        const string options = """{ "parametrization": "phase-only", "standardDeviation": 0.5, "correlationLength": "6 µm" }""";
        using var one = Create(options, 3);
        using var same = Create(options, 3);
        using var other = Create(options, 4);

        Assert.That(one.Sample(Grid).allclose(same.Sample(Grid), 0, 0));
        Assert.That(one.Sample(Grid).abs().allclose(torch.ones(Samples, Samples, torch.ScalarType.Float64)));
        Assert.That(one.Sample(Grid).allclose(other.Sample(Grid)), Is.False);
    }

    [TestCase("""{ "parametrization": "real", "standardDeviation": 1, "correlationLength": "3 µm" }""", "parametrization: found 'Real', expected complex")]
    [TestCase("""{ "parametrization": "log-amplitude-phase", "standardDeviation": 1, "correlationLength": "3 µm" }""", "amplitudeDeviation: missing")]
    [TestCase("""{ "standardDeviation": 1, "amplitudeDeviation": 1, "correlationLength": "3 µm" }""", "amplitudeDeviation: belongs to log-amplitude-phase")]
    public void A_wrong_option_is_explained(string options, string message) =>
        Assert.That(Plan(options).Findings.Select(finding => finding.ToString()), Has.Some.Contains(message));

    private static ISpecimen Create(string options, int seed) => Plan(options).Create(new StageContext(torch.CPU, Precision.Double, seed));

    private static ComponentPlan<ISpecimen> Plan(string options)
    {
        var section = JsonNode.Parse(options)!.AsObject();
        (section["extent"], section["pitch"]) = (Samples * Some.Pitch, Some.Pitch);
        return new GaussianFieldFactory().Plan(new ComponentDefinition("specimen", "gaussian-field", section, "specimen"));
    }
}

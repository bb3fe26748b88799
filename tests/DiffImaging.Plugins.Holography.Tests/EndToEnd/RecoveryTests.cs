using DiffImaging.Plugins.Holography.Modalities;
using DiffImaging.Plugins.Holography.Stages.AngularSpectrum;
using DiffImaging.Plugins.Holography.Stages.PlaneWave;
using DiffImaging.Plugins.Holography.Stages.ReferenceWave;
using DiffImaging.Plugins.Holography.Stages.Refinement;
using DiffImaging.Plugins.Holography.Stages.ThinObject;
using DiffImaging.Plugins.Holography.Tests.Initialization;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.EndToEnd;

/// <summary>Small recoveries with plain gradient descent. Data and inversion share the propagator (an inverse crime, and said so);
/// the data come from twice the extent.</summary>
public sealed class RecoveryTests
{
    private const double Distance = 1.5e-3;

    private static readonly SamplingGrid Grid = new(128, 128, 2e-6);

    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void DropTensors() => _scope.Dispose();

    [Test]
    public void An_absorbing_object_comes_out_of_its_hologram_at_the_scanned_distance_and_not_at_the_nominal_one()
    {
        var image = SimulatedHologram.Bars(128, 128);
        var hologram = SimulatedHologram.Propagate(image, Grid, Distance).abs().square();
        var guess = FirstGuess.Of(new InlineHolographyFactory(),
            """{ "wavelength": "532 nm", "pixelPitch": "2 µm", "distance": "1.35 mm" }""", hologram, Precision.Double, "propagation.distance");

        var blind = Recover(hologram.sqrt(), guess.Values["propagation.distance"].item<double>());
        var mismatched = Recover(hologram.sqrt(), 1.35e-3);
        var oracle = Recover(hologram.sqrt(), Distance);

        var error = (torch.Tensor found) => Measure.RelativeError(found, image);
        TestContext.Out.WriteLine(FormattableString.Invariant($"blind {error(blind):G3}, mismatched {error(mismatched):G3}, oracle {error(oracle):G3}"));
        Assert.That(error(blind), Is.LessThan(0.6 * error(mismatched)));
        Assert.That(error(blind), Is.LessThan(1.3 * error(oracle)));
    }

    [Test]
    public void The_cost_at_the_true_object_has_its_minimum_at_the_true_distance()
    {
        using var chain = Inline();
        var image = -SimulatedHologram.Bars(128, 128).log();
        var amplitude = chain.Field(At(image, Distance)).abs();

        double Slope(double distance) => chain.AmplitudeCost(At(image, distance), amplitude).Gradients["propagation.distance"].item<double>();

        Assert.That(Slope(Distance - 10e-6), Is.Negative);
        Assert.That(Slope(Distance + 10e-6), Is.Positive);
    }

    [Test]
    public void The_off_axis_model_at_the_first_guess_explains_the_hologram()
    {
        var grid = new SamplingGrid(128, 128, 4e-6);
        var field = SimulatedHologram.Propagate(SimulatedHologram.Wave(grid), grid, 3e-3, 0);
        var hologram = SimulatedHologram.OffAxis(field, grid, 1.6, 42, -40, 0.3);
        var guess = FirstGuess.Of(new OffAxisHolographyFactory(),
            """{ "wavelength": "532 nm", "pixelPitch": "4 µm", "distance": "2.9 mm", "margin": 0 }""", hologram, Precision.Double, "propagation.distance");
        using var chain = new HolographyChain(TestLight.None(new SamplingGrid(32, 32, 16e-6)),
            ("illumination", new PlaneWaveFactory(), "{}"),
            ("object", new ThinObjectFactory(), """{ "background": 0 }"""),
            ("propagation", new AngularSpectrumFactory(), """{ "distance": "2.9 mm" }"""),
            ("refinement", new RefinementFactory(), """{ "factor": 4 }"""),
            ("reference", new ReferenceWaveFactory(), "{}"));

        // The distance guessed is used both ways, so that only carrier, reference and background are at stake.
        var values = guess.Values.Where(pair => pair.Key != "sensor.offset").ToDictionary(pair => pair.Key, pair => pair.Value);
        var predicted = chain.Field(values)[0, 0].abs().square() + guess.Values["sensor.offset"];

        Assert.That(Measure.RelativeError(predicted, hologram), Is.LessThan(0.03));
    }

    private static torch.Tensor Recover(torch.Tensor amplitude, double distance)
    {
        using var scope = torch.NewDisposeScope();
        using var chain = Inline();
        var absorption = torch.zeros([128, 128], torch.ScalarType.Float64);
        for (var iteration = 0; iteration < 100; iteration++)
        {
            using var inner = torch.NewDisposeScope();
            var gradient = chain.AmplitudeCost(At(absorption, distance), amplitude).Gradients["object.transmittance"];

            // A passive object absorbs.
            absorption.sub_(gradient).clamp_min_(0);
        }

        return (-absorption).exp().MoveToOuterDisposeScope();
    }

    private static Dictionary<string, torch.Tensor> At(torch.Tensor absorption, double distance) => new()
    {
        ["object.transmittance"] = absorption,
        ["propagation.distance"] = torch.tensor(distance),
    };

    private static HolographyChain Inline() => new(TestLight.None(Grid),
        ("illumination", new PlaneWaveFactory(), "{}"),
        ("object", new ThinObjectFactory(), """{ "parametrization": "absorption-only" }"""),
        ("propagation", new AngularSpectrumFactory(), """{ "distance": "1.5 mm" }"""));
}

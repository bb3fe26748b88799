using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Holography.Modalities;
using DiffImaging.Plugins.Holography.Stages;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.Initialization;

public sealed class DistanceScanTests
{
    private const double Distance = 1.5e-3;

    private static readonly SamplingGrid Grid = new(128, 128, 2e-6);

    // The whole depth of focus, n λ / NA².
    private static readonly double Depth = 2 * FocalDepth.Of(Grid, new Light(TestLight.Wavelength), Distance);

    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void DropTensors() => _scope.Dispose();

    [TestCase("bars", "gradient-contrast", Precision.Single)]
    [TestCase("bars", "gradient-contrast", Precision.Double)]
    [TestCase("points", "gradient-contrast", Precision.Single)]
    [TestCase("points", "amplitude-contrast", Precision.Single)]
    [TestCase("points", "focused-peak", Precision.Single)]
    public void The_sharpest_plane_is_the_object_within_a_depth_of_focus(string specimen, string measure, Precision precision)
    {
        var image = specimen == "bars" ? SimulatedHologram.Bars(128, 128) : SimulatedHologram.Points(128, 128);
        var hologram = SimulatedHologram.Propagate(image, Grid, Distance).abs().square();
        var guess = Guess($$""" "distance": "1.4 mm", "scan": { "measure": "{{measure}}", "blur": 1 }""", hologram, precision);

        Assert.That(guess.Values["propagation.distance"].item<double>(), Is.EqualTo(Distance).Within(Depth));
        Assert.That(guess.Scans[0].Measure, Is.EqualTo(measure));
        Assert.That(guess.Scans, Has.Count.EqualTo(3));
        Assert.That(guess.Scans[0].Chosen, Is.EqualTo(guess.Values["propagation.distance"].item<double>()));
    }

    [Test]
    public void The_illumination_is_the_root_of_the_median_intensity()
    {
        var hologram = 4 * SimulatedHologram.Propagate(SimulatedHologram.Points(128, 128), Grid, Distance).abs().square();
        var guess = Guess(""" "distance": "1.4 mm" """, hologram, Precision.Single, "illumination.amplitude");

        Assert.That(guess.Values.Keys, Is.EqualTo(new[] { "illumination.amplitude" }));
        Assert.That(guess.Values["illumination.amplitude"].item<double>(), Is.EqualTo(2).Within(0.05));
    }

    [TestCase("""{ "nominal": "1.4 mm", "bounds": ["1.35 mm", "1.45 mm"] }""", 1.35e-3, 1.45e-3)]
    [TestCase("\"1.4 mm\"", 0.98e-3, 1.96e-3)]
    public void The_scan_keeps_to_the_range_and_to_the_bounds(string distance, double first, double last)
    {
        var hologram = SimulatedHologram.Propagate(SimulatedHologram.Points(128, 128), Grid, Distance).abs().square();
        var scan = Guess($$""" "distance": {{distance}} """, hologram, Precision.Single).Scans[0];

        Assert.That(scan.Positions[0], Is.EqualTo(first).Within(1e-12));
        Assert.That(scan.Positions[^1], Is.EqualTo(last).Within(1e-12));
    }

    // The object at 6 mm, the source at 8 mm: magnification 4, effective distance 1.5 mm, on the object's grid of 2 µm.
    [Test]
    public void With_a_point_source_the_scan_is_over_the_true_distance()
    {
        var hologram = SimulatedHologram.Propagate(SimulatedHologram.Bars(128, 128), Grid, Distance).abs().square();
        var guess = FirstGuess.Of(new InlineHolographyFactory(),
            """{ "wavelength": "532 nm", "pixelPitch": "8 µm", "distance": "6 mm", "sourceDistance": "8 mm" }""", hologram, Precision.Single, "propagation.distance");

        // d(effective)/dz = (S − 2z)/S = −1/2.
        Assert.That(guess.Values["propagation.distance"].item<double>(), Is.EqualTo(6e-3).Within(2 * Depth));
        Assert.That(guess.Scans[0].Positions, Has.All.InRange(4e-3, 7.001e-3));
    }

    [Test]
    public void Nothing_but_the_guess_is_left_in_the_callers_scope()
    {
        var hologram = SimulatedHologram.Propagate(SimulatedHologram.Points(128, 128), Grid, Distance).abs().square();
        Guess(""" "distance": "1.4 mm" """, hologram, Precision.Single);
        var before = torch.Tensor.TotalCount;
        using (torch.NewDisposeScope())
        {
            Guess(""" "distance": "1.4 mm" """, hologram, Precision.Single);
        }

        Assert.That(torch.Tensor.TotalCount, Is.EqualTo(before));
    }

    private static InitialGuess Guess(string options, torch.Tensor hologram, Precision precision, params string[] active) => FirstGuess.Of(
        new InlineHolographyFactory(), $$"""{ "wavelength": "532 nm", "pixelPitch": "2 µm", {{options}} }""", hologram, precision,
        active is [] ? ["propagation.distance"] : active);
}

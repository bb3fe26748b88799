using System.Text.Json.Nodes;
using DiffImaging.Optics.Resampling;
using DiffImaging.Plugins.Lensless.Modalities;
using DiffImaging.Plugins.Lensless.Specimens;
using DiffImaging.Plugins.Lensless.Stages.LenslessScan;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests.Initialization;

/// <summary>The first guess on noiseless frames of a small sensor, simulated on three samples a pixel.</summary>
[TestFixture]
public sealed class ScanInitializerTests
{
    private const double Pixel = 1.85e-6;
    private const int Side = 96;

    // What the joint optimisation draws in with room to spare.
    private const double DistanceTolerance = 12e-6;
    private const double ShiftTolerance = 0.15 * Pixel;

    private static readonly double[] Distances = [150e-6, 200e-6];
    private static readonly double[] Shifts = [0.3, -0.2, 1.1, 0.4, -0.7, 1.3, 0.2, -1.2, 0.9, -0.6, -1.8, -0.3, 0.1, 0.8, 0.5, 0.5];

    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void DropTensors() => _scope.Dispose();

    [Test]
    public void Heights_and_shifts_come_out_of_the_frames()
    {
        var guess = Guess("[\"170 µm\", \"185 µm\"]", "scan.distance", "scan.shift");

        var distance = guess.Values["scan.distance"].data<double>().ToArray();
        Assert.That(distance, Is.EqualTo(Distances).Within(DistanceTolerance));
        Assert.That(guess.Scans.Select(scan => scan.Chosen), Is.EqualTo(distance));

        // The first guess keeps the mean of the nominal shifts: here 0.
        var truth = torch.tensor(Shifts).reshape(-1, 2) * Pixel;
        var error = guess.Values["scan.shift"] - (truth - truth.mean([0], keepdim: true));
        TestContext.Out.WriteLine(FormattableString.Invariant($"shift error {error.square().mean().sqrt().item<double>() / Pixel:G3} pixels RMS"));
        Assert.That(error.abs().max().item<double>(), Is.LessThan(ShiftTolerance));
        Assert.That(guess.Values["scan.shift"].mean([0]).abs().max().item<double>(), Is.LessThan(1e-9 * Pixel));
    }

    [Test]
    public void What_is_not_estimated_is_not_guessed() =>
        Assert.That(Guess("[\"150 µm\", \"200 µm\"]", "illumination.amplitude").Values.Keys, Is.EqualTo(new[] { "illumination.amplitude" }));

    private static InitialGuess Guess(string distances, params string[] active)
    {
        var definition = new ComponentDefinition("modality", "modality", JsonNode.Parse($$"""{ "wavelength": "532 nm", "pixelPitch": "1.85 µm", "distance": {{distances}}, "scan": { "reach": "40 µm" } }""")!.AsObject(), "modality");
        var plan = new LenslessSuperResolutionFactory().Plan(definition, new MeasurementDescription(8, Side, Side));
        using var initializer = plan.CreateInitializer!(new StageContext(torch.CPU, Precision.Single, 1));
        return initializer.Initialize(new InitializationContext(Frames(), active.ToHashSet(), TestContext.Out.WriteLine, CancellationToken.None));
    }

    private static torch.Tensor Frames()
    {
        var grid = new SamplingGrid(3 * (Side + 64), 3 * (Side + 64), Pixel / 3);
        using var target = new BarTarget(new BarTargetOptions { HalfPitch = 2e-6, Extent = 110e-6 }, new StageContext(torch.CPU, Precision.Double, 5));
        var shifts = string.Join(", ", Shifts.Select(shift => FormattableString.Invariant($"{shift * Pixel:G9}")));
        using var scan = new TestStage(new LenslessScanFactory(), $$"""{ "distance": ["150 µm", "200 µm"], "shift": [{{shifts}}], "margin": 96 }""", TestLight.Field(grid, 8), Precision.Single);
        var field = scan.Forward(torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat32), scan.With("transmittance", target.Sample(grid).to(torch.ScalarType.ComplexFloat32)));
        return Binning.Mean(field.abs().square(), 3);
    }
}

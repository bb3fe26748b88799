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

namespace DiffImaging.Plugins.Lensless.Tests.Views;

/// <summary>Single frames of bars that pixels resolve, and of bars that they do not.</summary>
[TestFixture]
public sealed class BackPropagatedFrameTests
{
    private const double Pixel = 1.85e-6;
    private const int Side = 96;
    private const int Frames = 4;

    // What the studies ask of a reconstruction; the twin image takes more than half of the bars' own 0.72.
    private const double Seen = 0.2;

    private static readonly double[] Distances = [150e-6, 200e-6];
    private static readonly double[] Shifts = [3.2, -4.1, -2.6, 3.3, 4.4, 2.7, -3.5, -2.8];

    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void DropTensors() => _scope.Dispose();

    [Test]
    public void Every_frame_shows_coarse_bars_in_their_place() =>
        Assert.That(Contrasts(5e-6, moved: 0), Has.Length.EqualTo(Frames).And.All.GreaterThan(Seen));

    [Test]
    public void A_wrong_shift_puts_them_elsewhere() =>
        Assert.That(Contrasts(5e-6, moved: 5e-6), Is.All.LessThan(0.1));

    [Test]
    public void No_frame_shows_bars_beyond_the_pixels() =>
        Assert.That(Contrasts(1.1e-6, moved: 0), Is.All.LessThan(0.05));

    private static double[] Contrasts(double halfPitch, double moved)
    {
        var grid = new SamplingGrid(3 * (Side + 64), 3 * (Side + 64), Pixel / 3);
        using var target = new BarTarget(new BarTargetOptions { HalfPitch = halfPitch, Extent = 110e-6, Count = 0 }, new StageContext(torch.CPU, Precision.Double, 5));
        using var scan = new TestStage(new LenslessScanFactory(), $$"""{ "distance": ["150 µm", "200 µm"], "margin": 96 }""", TestLight.Field(grid, Frames), Precision.Single);
        var values = new VariableValues
        {
            { "transmittance", target.Sample(grid).to(torch.ScalarType.ComplexFloat32) },
            { "distance", torch.tensor(Distances) },
            { "shift", torch.tensor(Shifts).reshape(-1, 2) * Pixel },
        };
        var frames = Binning.Mean(scan.Forward(torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat32), values).abs().square(), 3);
        var definition = new ComponentDefinition("modality", "modality", JsonNode.Parse("""{ "wavelength": "532 nm", "pixelPitch": "1.85 µm", "distance": ["150 µm", "200 µm"] }""")!.AsObject(), "modality");
        var plan = new LenslessSuperResolutionFactory().Plan(definition, new MeasurementDescription(Frames, Side, Side));
        using var view = plan.CreateFrameView!(new StageContext(torch.CPU, Precision.Single, 1));
        var known = new Dictionary<string, torch.Tensor> { ["scan.distance"] = values["distance"], ["scan.shift"] = values["shift"] + moved };
        return [.. Enumerable.Range(0, Frames).Select(frame =>
            target.Judge(view.Show(frames[frame, 0], frame, known).to(torch.ScalarType.ComplexFloat64), view.Grid)["barContrast"])];
    }
}

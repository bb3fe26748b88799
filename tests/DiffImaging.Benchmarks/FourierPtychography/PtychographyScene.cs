using System.Text.Json.Nodes;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Benchmarks.FourierPtychography;

/// <summary>Joint calibration of a Fourier ptychographic microscope: 15 × 15 LEDs, images of 128², an object of 512²; object, defocus, Zernike
/// modes and geometry of the array move.</summary>
internal sealed class PtychographyScene : IDisposable
{
    public const string ObjectKey = "microscope.transmittance";
    public const int Leds = 225;
    public const int Side = 15;
    public const int ImageSize = 128;
    public const int Upsampling = 4;
    public const double Pitch = 1.845e-6;
    public const double Wavelength = 630e-9;
    public const double NumericalAperture = 0.1;
    public const double LedPitch = 4e-3;
    public const double Height = 90.88e-3;
    public const double Photons = 500;
    public const double Rate = 0.01;

    /// <summary>The parameters that move beside the object, as the stage names them.</summary>
    public static readonly IReadOnlyList<string> Parameters =
        ["microscope.arrayRotation", "microscope.arrayShift", "microscope.arrayHeight", "microscope.defocus", "microscope.zernike"];

    /// <summary>Noll's indices of the wavefront's modes.</summary>
    public static readonly IReadOnlyList<int> Modes = [.. Enumerable.Range(5, 11)];

    /// <param name="padding">Samples of a field beyond the recorded image on each side.</param>
    /// <param name="side">LEDs along each side of the array, which keeps its size.</param>
    /// <param name="framesAtOnce">Most frames that are computed at once; 0 for no bound.</param>
    public PtychographyScene(int padding, int side = Side, int framesAtOnce = 0)
    {
        Padding = padding;
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var catalog = PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json"));
        var findings = new FindingList("pipeline");
        var plan = PipelinePlanner.Plan([Microscope(side), new("sensor", "intensity-sensor", new JsonObject { ["rows"] = ImageSize, ["columns"] = ImageSize }, "pipeline:sensor")], Source(side * side), catalog, findings);
        var fidelity = catalog.Find<IFidelityFactory>("amplitude", out _)!.Plan(
            new("fidelity", "amplitude", new JsonObject { ["photons"] = Photons }, "fidelity"), plan.Output);
        var context = new StageContext(torch.CPU, Precision.Single, 1);
        var pipeline = new ForwardPipeline(plan, context);
        Start = new JointPoint();
        foreach (var variable in pipeline.Plan.Variables)
        {
            Start[variable.Key] = variable.CreateNominal(pipeline.Context);
        }

        using var truth = Start.Clone();
        Disturb(Start, plan, seed: 1);
        Disturb(truth, plan, seed: 2);
        Measured = Simulate(pipeline, truth, FrameSet.All(side * side).InRunsOf(framesAtOnce));
        Problem = new JointProblem(pipeline, new FidelityTerm(fidelity.Create(context)), Measured.clone(), null, [], [], framesAtOnce);
    }

    public int Padding { get; }

    /// <summary>Rows and columns of a field.</summary>
    public int FieldSize => ImageSize + 2 * Padding;

    public JointProblem Problem { get; }

    /// <summary>Where the iterations start.</summary>
    public JointPoint Start { get; }

    /// <summary>Real, <c>[frames, 1, 128, 128]</c>.</summary>
    public torch.Tensor Measured { get; }

    public double Scale(string key) => Problem.Parameter(key).Scale;

    public void Dispose()
    {
        Problem.Dispose();
        Start.Dispose();
        Measured.Dispose();
    }

    private static SignalDescription Source(int frames) => new()
    {
        Domain = SignalDomain.None,
        Grid = new SamplingGrid(ImageSize, ImageSize, Pitch),
        Wavelength = Wavelength,
        Frames = frames,
    };

    private ComponentDefinition Microscope(int side) => new("microscope", "fourier-ptychography", new JsonObject
    {
        ["layout"] = new JsonObject { ["rows"] = side, ["columns"] = side, ["pitch"] = LedPitch * Side / side },
        ["numericalAperture"] = NumericalAperture,
        ["upsampling"] = Upsampling,
        ["padding"] = Padding,
        ["arrayHeight"] = new JsonObject { ["nominal"] = Height, ["mode"] = "calibrate" },
        ["arrayRotation"] = new JsonObject { ["mode"] = "calibrate" },
        ["arrayShift"] = new JsonObject { ["mode"] = "calibrate" },
        ["defocus"] = new JsonObject { ["nominal"] = "30 um", ["mode"] = "calibrate" },
        ["zernike"] = new JsonObject { ["nominal"] = 0.1, ["mode"] = "calibrate" },
    }, "pipeline:microscope");

    private static torch.Tensor Simulate(ForwardPipeline pipeline, JointPoint truth, FrameSet frames)
    {
        var result = torch.empty(frames.Count, 1, ImageSize, ImageSize);
        foreach (var range in frames.Ranges)
        {
            using var scope = torch.NewDisposeScope();
            result.narrow(0, range.Start, range.Count).copy_(pipeline.Forward(truth, range).Tensor);
        }

        return result.DetachFromDisposeScope();
    }

    // Off the nominal values, so that nothing is zero by symmetry, and the truth elsewhere.
    private static void Disturb(JointPoint point, PipelinePlan plan, ulong seed)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(seed);
        point[ObjectKey].add_(torch.randn(point[ObjectKey].shape, torch.complex64, generator: generator), alpha: 0.2);
        foreach (var key in Parameters)
        {
            var scale = plan.Variables.First(variable => variable.Key == key).Parameter!.Scale;
            point[key].add_(torch.randn(point[key].shape, torch.float64, generator: generator), alpha: 2 * scale);
        }
    }
}

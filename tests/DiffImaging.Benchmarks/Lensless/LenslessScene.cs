using System.Text.Json.Nodes;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Benchmarks.Lensless;

/// <summary>Pixel super-resolution: 16 frames of 256² at two heights, four samples along a pixel, an object of 1024² without margin; object, shifts
/// and heights move. Without regularizers and constraints.</summary>
internal sealed class LenslessScene : IDisposable
{
    public const string ObjectKey = "scan.transmittance";
    public const int Frames = 16;
    public const int Pixels = 256;
    public const int Refinement = 4;
    public const double PixelPitch = 1.85e-6;
    public const double Photons = 1000;
    public const double Rate = 0.01;

    /// <summary>The parameters that move beside the object.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["scan.distance", "scan.shift"];

    public static readonly IReadOnlyList<double> Heights = [0.4e-3, 0.5e-3];

    public LenslessScene()
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var catalog = PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json"));
        var plan = new ExperimentPlanner(catalog).Plan(Definition(), new MeasurementDescription(Frames, Pixels, Pixels));
        var context = new StageContext(torch.CPU, Precision.Single, 1);
        var pipeline = new ForwardPipeline(plan.Pipeline, context);
        Source = plan.Pipeline.Source;
        Start = new JointPoint();
        foreach (var variable in pipeline.Plan.Variables)
        {
            Start[variable.Key] = variable.CreateNominal(pipeline.Context);
        }

        using var truth = Start.Clone();
        Disturb(Start, plan.Pipeline, seed: 1);
        Disturb(truth, plan.Pipeline, seed: 2);
        Measured = pipeline.Forward(truth, FrameRange.All(Frames)).Tensor.contiguous().DetachFromDisposeScope();
        Problem = new JointProblem(pipeline, new FidelityTerm(plan.Fidelity.Create(context)), Measured.clone(), null, [], []);
    }

    public JointProblem Problem { get; }

    /// <summary>Grid and wavelength of the object.</summary>
    public SignalDescription Source { get; }

    /// <summary>Where the iterations start.</summary>
    public JointPoint Start { get; }

    /// <summary>Real, <c>[16, 1, 256, 256]</c>.</summary>
    public torch.Tensor Measured { get; }

    public double Scale(string key) => Problem.Parameter(key).Scale;

    public void Dispose()
    {
        Problem.Dispose();
        Start.Dispose();
        Measured.Dispose();
    }

    private static JsonObject Definition() => new()
    {
        ["modality"] = new JsonObject
        {
            ["id"] = "lensless-super-resolution",
            ["wavelength"] = "532 nm",
            ["pixelPitch"] = PixelPitch,
            ["distance"] = new JsonArray([.. Heights.Select(height => JsonValue.Create(height))]),
            ["shift"] = new JsonArray([.. Enumerable.Range(0, 2 * Frames).Select(index => JsonValue.Create(PixelPitch / 4 * (index % 2 == 0 ? index / 2 % 4 : index / 8)))]),
            ["refinement"] = Refinement,
            ["margin"] = 0,
            ["photons"] = Photons,
        },
    };

    // Off the nominal values, so that nothing is zero by symmetry, and the truth elsewhere.
    private static void Disturb(JointPoint point, PipelinePlan plan, ulong seed)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(seed);
        point[ObjectKey].add_(torch.randn(point[ObjectKey].shape, torch.complex64, generator: generator), alpha: 0.2);
        foreach (var key in Parameters)
        {
            var scale = plan.Variables.First(variable => variable.Key == key).Parameter!.Scale;
            point[key].add_(torch.randn(point[key].shape, torch.float64, generator: generator), alpha: scale);
        }
    }
}

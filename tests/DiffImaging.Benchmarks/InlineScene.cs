using System.Text.Json.Nodes;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Benchmarks;

/// <summary>The problem that is timed: the pipeline of in-line holography as the plugins make it, without margin, regularizers
/// and constraints, and a hologram of another random object at another distance than the nominal one.</summary>
internal sealed class InlineScene : IDisposable
{
    public const string ObjectKey = "object.transmittance";
    public const string DistanceKey = "propagation.distance";
    public const double Photons = 1000;
    public const double Rate = 0.01;

    private const double TrueDistance = 1e-3;
    private const double NominalDistance = 1.05e-3;

    public InlineScene(int size)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var catalog = PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json"));
        var plan = new ExperimentPlanner(catalog).Plan(Definition(), new MeasurementDescription(1, size, size));
        var context = new StageContext(torch.CPU, Precision.Single, 1);
        var pipeline = new ForwardPipeline(plan.Pipeline, context);
        Source = plan.Pipeline.Source;
        Start = Nominal(pipeline);
        Disturb(Start, seed: 1);
        Measured = Hologram(pipeline).DetachFromDisposeScope();
        Problem = new JointProblem(pipeline, new FidelityTerm(plan.Fidelity.Create(context)), Measured.clone(), null, [], []);
    }

    public JointProblem Problem { get; }

    /// <summary>Grid and wavelength.</summary>
    public SignalDescription Source { get; }

    /// <summary>Where the iterations start.</summary>
    public JointPoint Start { get; }

    /// <summary>Real, <c>[1, 1, rows, columns]</c>.</summary>
    public torch.Tensor Measured { get; }

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
            ["id"] = "inline-holography",
            ["wavelength"] = "532 nm",
            ["pixelPitch"] = "1.85 um",
            ["distance"] = NominalDistance,
            ["margin"] = 0,
            ["photons"] = Photons,
        },
    };

    private static JointPoint Nominal(ForwardPipeline pipeline)
    {
        var point = new JointPoint();
        foreach (var variable in pipeline.Plan.Variables)
        {
            point[variable.Key] = variable.CreateNominal(pipeline.Context);
        }

        return point;
    }

    // At an empty object the distance would have no gradient.
    private static void Disturb(JointPoint point, ulong seed)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(seed);
        point[ObjectKey].add_(torch.randn(point[ObjectKey].shape, torch.complex64, generator: generator), alpha: 0.2);
    }

    private torch.Tensor Hologram(ForwardPipeline pipeline)
    {
        using var scope = torch.NewDisposeScope();
        using var truth = Start.Clone();
        Disturb(truth, seed: 2);
        truth[DistanceKey].fill_(TrueDistance);
        return pipeline.Forward(truth, FrameRange.All(1)).Tensor.MoveToOuterDisposeScope();
    }
}

using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>Makes plans of small pipelines without a catalog.</summary>
internal static class FakePlan
{
    public static readonly StageContext Double = new(TorchSharp.torch.CPU, Precision.Double, Seed: 1);

    public static SignalDescription Source(int rows, int columns, int frames = 1) => new()
    {
        Domain = SignalDomain.None,
        Grid = new SamplingGrid(rows, columns, 1e-6),
        Wavelength = 500e-9,
        Frames = frames,
    };

    /// <summary>A real object variable whose nominal value is zero.</summary>
    public static ObjectVariable RealObject(string name, SamplingGrid grid) => new(name, grid, ObjectParametrization.PhaseOnly);

    public static UncertaintyParameter Parameter(string name, double nominal = 0, double scale = 0.1) => new()
    {
        Name = name,
        Unit = "1",
        Kind = UncertaintyKind.Systematic,
        Source = UncertaintySource.Calibration,
        Nominal = [nominal],
        Scale = scale,
        Mode = ParameterMode.Calibrate,
    };

    public static ComponentDefinition Definition(string name) => new(name, name, [], $"pipeline:{name}");

    public static PlannedStage Stage(string name, StagePlan plan) => new(Definition(name), plan);

    /// <summary>A pipeline of one stage that makes intensity out of its own variables.</summary>
    public static PipelinePlan Single(
        SignalDescription source,
        IReadOnlyList<ObjectVariable> objects,
        IReadOnlyList<UncertaintyParameter> parameters,
        Func<Signal, VariableValues, FrameRange, TorchSharp.torch.Tensor> function,
        IReadOnlyList<Gauge>? gauges = null)
    {
        var output = source with { Domain = SignalDomain.Intensity };
        var plan = new StagePlan([StageRole.Object], output, _ => new FunctionStage(output, function)) { Objects = objects, Parameters = parameters, Gauges = gauges ?? [] };
        return new PipelinePlan(source, [Stage("scene", plan)]);
    }
}

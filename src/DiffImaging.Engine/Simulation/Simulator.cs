using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Optics.Objects;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Simulation;

/// <summary>Runs a forward model on a specimen and draws the noise.</summary>
public static class Simulator
{
    /// <summary>Simulates a measurement.</summary>
    /// <param name="plan">The checked simulation.</param>
    /// <returns>The frames, and the specimen behind them; the caller disposes it.</returns>
    public static SimulatedMeasurement Run(SimulationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var context = RunContext.Create(plan.Experiment.Run);
        using var pipeline = new ForwardPipeline(plan.Experiment.Pipeline, context);
        var specimen = plan.SpecimenUse.Call("while creating", () => plan.Specimen.Create(context));
        using var point = new JointPoint();
        foreach (var variable in pipeline.Plan.Variables)
        {
            point[variable.Key] = variable.Object is { } x
                ? Transmittance.Invert(plan.SpecimenUse.Call("while sampling", () => specimen.Sample(x.Grid)), x.Parametrization).to(x.IsComplex ? context.ComplexType : context.RealType)
                : ParameterDraw.Value(variable, context);
        }

        var expected = pipeline.Forward(point, FrameRange.All(plan.Experiment.Pipeline.Output.Frames)).Tensor;
        using var generator = new torch.Generator((ulong)(plan.NoiseSeed ?? context.Seed), torch.CPU);
        using var noise = plan.NoiseUse?.Call("while creating", () => plan.Noise!.Create(context));
        var recorded = noise is null ? expected : plan.NoiseUse!.Call("while sampling", () => noise.Sample(expected, generator));
        var output = plan.Experiment.Pipeline.Output;
        var pixels = recorded.to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var finest = plan.Experiment.Pipeline.Variables.Where(variable => variable.Object is not null).Select(variable => variable.Object!.Grid.Pitch).DefaultIfEmpty(output.Grid.Pitch).Min();
        var refinement = Math.Max(1, (int)Math.Round(output.Grid.Pitch / finest));
        var truth = plan.Experiment.Pipeline.Variables
            .Where(variable => variable.Parameter is not null)
            .ToDictionary(variable => variable.Key, variable => (IReadOnlyList<double>)point[variable.Key].reshape(-1).cpu().data<double>().ToArray());
        return new SimulatedMeasurement(new MeasuredFrames(output.Frames, output.Grid.Rows, output.Grid.Columns, pixels, null), specimen, refinement, truth);
    }
}

using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>A pipeline of three stages without derivatives of their own: a complex object, a wave with a phase map and a gain
/// for each frame, a sensor with a gain.</summary>
internal static class FakeOptics
{
    public const int Size = 4;
    private const int FrameCount = 3;

    public static readonly FrameRange Frames = FrameRange.All(FrameCount);

    public static ForwardPipeline CreatePipeline(List<FunctionStage>? stages = null, bool sensorThrows = false)
    {
        var source = FakePlan.Source(Size, Size, FrameCount);
        var field = source with { Domain = SignalDomain.Field };
        var intensity = source with { Domain = SignalDomain.Intensity };
        PlannedStage Stage(string name, SignalDescription output, StagePlan plan, Func<Signal, VariableValues, FrameRange, torch.Tensor> function) =>
            FakePlan.Stage(name, plan with
            {
                Output = output,
                Create = _ =>
                {
                    var stage = new FunctionStage(output, function);
                    stages?.Add(stage);
                    return stage;
                },
            });

        var empty = new StagePlan([StageRole.Object], field, _ => throw new NotSupportedException("replaced"));
        return new ForwardPipeline(new PipelinePlan(source,
        [
            Stage("object", field, empty with { Objects = [new ObjectVariable("x", source.Grid, ObjectParametrization.Complex)] },
                (_, values, _) => values["x"].reshape(1, 1, Size, Size)),
            Stage("wave", field, empty with
                {
                    Objects = [FakePlan.RealObject("phase", source.Grid)],
                    Parameters = [FakePlan.Parameter("gain") with { Shape = [FrameCount], Nominal = [1, 1, 1] }],
                },
                (input, values, frames) => torch.fft.fft2(input.Tensor * torch.complex(values["phase"].cos(), values["phase"].sin())
                    * values["gain"].narrow(0, frames.Start, frames.Count).reshape(-1, 1, 1, 1), norm: FFTNormType.Ortho)),
            Stage("sensor", intensity, empty with { Parameters = [FakePlan.Parameter("gain", 1)] },
                (input, values, _) => sensorThrows
                    ? throw new InvalidOperationException("no sensor")
                    : values["gain"] * (input.Tensor.real.square() + input.Tensor.imag.square())),
        ]), FakePlan.Double);
    }

    public static JointPoint CreatePoint()
    {
        var point = new JointPoint();
        using var scope = torch.NewDisposeScope();
        point["object.x"] = Random([Size, Size], 1, isComplex: true);
        point["wave.phase"] = Random([Size, Size], 2);
        point["wave.gain"] = 1 + 0.1 * Random([FrameCount], 3);
        point["sensor.gain"] = 1 + 0.1 * Random([], 4);
        return point;
    }

    public static torch.Tensor Random(long[] shape, ulong seed, bool isComplex = false)
    {
        using var generator = new torch.Generator(seed, torch.CPU);
        return torch.randn(shape, isComplex ? torch.ScalarType.ComplexFloat64 : torch.ScalarType.Float64, torch.CPU, generator: generator);
    }

    /// <summary>Re Σ conj(a) b.</summary>
    public static double Dot(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        return a.is_complex() ? (torch.view_as_real(a) * torch.view_as_real(b)).sum().item<double>() : (a * b).sum().item<double>();
    }
}

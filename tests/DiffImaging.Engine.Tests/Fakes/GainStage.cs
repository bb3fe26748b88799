using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>m_f = g_f x with derivatives by hand.</summary>
internal sealed class GainStage(SignalDescription output) : ILinearizableStage
{
    public Signal Forward(Signal input, VariableValues values, FrameRange frames) => new(Gains(values["gain"], frames) * values["x"], output);

    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) => new Linear(Forward(input, values, frames), values, frames);

    public void Dispose()
    {
    }

    private static torch.Tensor Gains(torch.Tensor gains, FrameRange frames) => gains.narrow(0, frames.Start, frames.Count).reshape(-1, 1, 1, 1);

    private sealed class Linear(Signal output, VariableValues values, FrameRange frames) : ILinearization
    {
        public Signal Output { get; } = output with { Values = output.Tensor.DetachFromDisposeScope() };

        public Signal Jvp(Signal inputTangent, VariableValues tangent)
        {
            torch.Tensor? sum = null;
            foreach (var (name, change) in tangent)
            {
                var part = name == "x" ? Gains(values["gain"], frames) * change : Gains(change, frames) * values["x"];
                sum = sum is null ? part : sum + part;
            }

            return new Signal(sum, Output.Description);
        }

        public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
        {
            var result = new VariableValues();
            foreach (var name in request.Variables)
            {
                var all = torch.zeros_like(values["gain"]);
                all.narrow(0, frames.Start, frames.Count).copy_((cotangent.Tensor * values["x"]).sum([1L, 2, 3]));
                result.Add(name, name == "x" ? (cotangent.Tensor * Gains(values["gain"], frames)).sum([0L, 1]) : all);
            }

            return (new Signal(null, Output.Description), result);
        }

        public void Dispose() => Output.Tensor.Dispose();
    }
}

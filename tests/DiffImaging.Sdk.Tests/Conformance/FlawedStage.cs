using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

internal sealed class FlawedStage(Flaw flaw, StageContext context) : ILinearizableStage
{
    private readonly torch.Tensor _one = torch.ones(1, context.RealType).DetachFromDisposeScope();
    private int _calls;

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        var outer = flaw == Flaw.LeavesIntermediates ? null : torch.NewDisposeScope();
        var (field, gain) = (input.Tensor, Gain(values, frames));
        var result = field * gain * values["transmittance"] * _one;
        switch (flaw)
        {
            case Flaw.WrongGradient: result = field * gain.detach() * values["transmittance"]; break;
            case Flaw.Leaks: _one.clone().DetachFromDisposeScope(); break;
            case Flaw.MutatesInput: using (torch.no_grad()) { field.mul_(1.01); } break;
            case Flaw.MutatesValue: using (torch.no_grad()) { values["gain"].add_(1); } break;
            case Flaw.DisposesValue: values["gain"].Dispose(); break;
            case Flaw.Unrepeatable: result *= 1 + 1e-3 * _calls++; break;
            case Flaw.WrongShape: result = result.narrow(-1, 0, 2); break;
            case Flaw.AlwaysDouble: result = result.to(torch.complex128); break;
            case Flaw.ReturnsItsInput: result = field; break;
        }

        result = ReferenceEquals(result, field) ? result : result.MoveToOuterDisposeScope();
        outer?.Dispose();
        return new Signal(result, input.Description with { Roles = [.. input.Description.Roles, StageRole.Object] });
    }

    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) =>
        new Linearization(flaw, Forward(input, values, frames), input.Tensor, Gain(values, frames), values["transmittance"]);

    public void Dispose() => _one.Dispose();

    private torch.Tensor Gain(VariableValues values, FrameRange frames) =>
        values["gain"].narrow(0, flaw == Flaw.IgnoresPerFrame ? 0 : frames.Start, frames.Count).reshape(-1, 1, 1, 1).to(context.RealType);

    private sealed class Linearization(Flaw flaw, Signal output, torch.Tensor field, torch.Tensor gain, torch.Tensor sample) : ILinearization
    {
        public Signal Output => output;

        public Signal Jvp(Signal inputTangent, VariableValues tangent)
        {
            using var scope = torch.NewDisposeScope();
            var result = torch.zeros_like(output.Tensor);
            result += inputTangent.Values is { } du ? du * gain * sample : 0;
            result += tangent.Find("gain") is { } dg ? field * dg.reshape(-1, 1, 1, 1) * sample : 0;
            result += tangent.Find("transmittance") is { } d ? field * gain * d : 0;
            return output with { Values = result.MoveToOuterDisposeScope() };
        }

        public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
        {
            using var scope = torch.NewDisposeScope();
            var u = cotangent.Tensor;
            var values = new VariableValues();
            if (request.Wants("gain"))
            {
                values.Add("gain", (u.conj() * field * sample).real.sum([1, 2, 3]).MoveToOuterDisposeScope());
            }

            if (request.Wants("transmittance") && flaw != Flaw.WrongVjp)
            {
                values.Add("transmittance", (u * (field * gain).conj()).sum([0, 1]).MoveToOuterDisposeScope());
            }

            var factor = flaw == Flaw.NotAdjoint ? gain * sample : (gain * sample).conj();
            if (flaw == Flaw.VjpWritesOutput)
            {
                output.Tensor.fill_(0);
            }

            return (output with { Values = request.Input ? (u * factor).MoveToOuterDisposeScope() : null }, values);
        }

        public void Dispose() => output.Tensor.Dispose();
    }
}

using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.CodedMask;

/// <summary>A <see cref="CodedMask"/> at one point.</summary>
/// <remarks>In the spectrum, with T_j the ramp of frame j: İ_j = T_j (P Ẋ + Ṗ X + i ψ̇_j P X), ψ̇_j = −2π f·ṡ_j, Ṗ by the slopes of the resampled point spread
/// function. x̄ takes one transform for each frame and one back; a parameter's cotangent is ⟨its tangent, Ī⟩.</remarks>
internal sealed class CodedMaskLinearization : ILinearization
{
    private readonly CodedMask _stage;
    private readonly Signal _input;
    private readonly VariableValues _values;
    private readonly FrameRange _frames;
    private readonly torch.Tensor _brightness;   // X
    private readonly torch.Tensor _response;     // P
    private readonly torch.Tensor _ramp;         // T

    public CodedMaskLinearization(CodedMask stage, Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        (_stage, _input, _values, _frames) = (stage, input, values, frames);
        _brightness = stage.Enter(values[CodedMask.BrightnessName]).DetachFromDisposeScope();
        _response = stage.Response(values).DetachFromDisposeScope();
        _ramp = stage.Ramp(values[CodedMask.ShiftName], frames).DetachFromDisposeScope();
        Output = new Signal(stage.Leave(_brightness * _response * _ramp).expand(stage.Shape(frames)).DetachFromDisposeScope(), stage.Output);
    }

    /// <inheritdoc />
    public Signal Output { get; }

    /// <inheritdoc />
    public Signal Jvp(Signal inputTangent, VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var change = tangent.Find(CodedMask.BrightnessName) is { } brightness ? _response * _stage.Enter(brightness) : null;
        if (PsfTangent(tangent) is { } psf)
        {
            change = Add(change, _brightness * _stage.Spectrum(psf));
        }

        if (tangent.Find(CodedMask.ShiftName) is { } shift)
        {
            var phase = _stage.Phase(shift, _frames).to(_ramp.real.dtype);
            change = Add(change, _brightness * _response * torch.complex(torch.zeros_like(phase), phase));
        }

        return new Signal(change is null ? null : _stage.Leave(change * _ramp).expand(_stage.Shape(_frames)).MoveToOuterDisposeScope(), Output.Description);
    }

    /// <inheritdoc />
    public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
    {
        var values = new VariableValues();
        if (cotangent.Values is not { } given)
        {
            return (_input with { Values = null }, values);
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        if (request.Wants(CodedMask.BrightnessName))
        {
            var onObject = (_stage.LeaveAdjoint(given) * (_response * _ramp).conj()).sum([0, 1]);
            values.Add(CodedMask.BrightnessName, _stage.EnterAdjoint(onObject).clone().MoveToOuterDisposeScope());
        }

        foreach (var name in new[] { CodedMask.ScaleName, CodedMask.RotationName }.Where(request.Wants))
        {
            using var unit = torch.ones_like(_values[name]);
            values.Add(name, (given * Tangent(name, unit)).sum(torch.ScalarType.Float64).MoveToOuterDisposeScope());
        }

        if (request.Wants(CodedMask.ShiftName))
        {
            values.Add(CodedMask.ShiftName, ShiftCotangent(given).MoveToOuterDisposeScope());
        }

        return (_input with { Values = null }, values);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Output.Tensor.Dispose();
        _brightness.Dispose();
        _response.Dispose();
        _ramp.Dispose();
    }

    private torch.Tensor ShiftCotangent(torch.Tensor given)
    {
        var shift = _values[CodedMask.ShiftName];
        var result = torch.zeros_like(shift);
        for (var axis = 0; axis < 2; axis++)
        {
            var unit = torch.zeros_like(shift);
            unit.select(-1, axis).fill_(1);
            var ofFrames = (given * Tangent(CodedMask.ShiftName, unit)).sum([1, 2, 3], type: torch.ScalarType.Float64);
            result.select(-1, axis).copy_(shift.dim() == 1 ? ofFrames.sum() : Embedded(ofFrames, shift.shape[0]));
        }

        return result;
    }

    private torch.Tensor Tangent(string name, torch.Tensor unit) => Jvp(_input with { Values = null }, new VariableValues { { name, unit } }).Tensor;

    private torch.Tensor Embedded(torch.Tensor ofFrames, long frames) =>
        torch.nn.functional.pad(ofFrames, [_frames.Start, frames - _frames.Start - _frames.Count]);

    // ṗ; null for zero.
    private torch.Tensor? PsfTangent(VariableValues tangent)
    {
        var (scale, rotation) = (tangent.Find(CodedMask.ScaleName), tangent.Find(CodedMask.RotationName));
        if (scale is null && rotation is null)
        {
            return null;
        }

        var (byScale, byRotation) = _stage.Psf.Slopes(_values[CodedMask.ScaleName], _values[CodedMask.RotationName]);
        return scale is null ? byRotation * rotation! : rotation is null ? byScale * scale : byScale * scale + byRotation * rotation;
    }

    private static torch.Tensor Add(torch.Tensor? sum, torch.Tensor term) => sum is null ? term : sum + term;
}

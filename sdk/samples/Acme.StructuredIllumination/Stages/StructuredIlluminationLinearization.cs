using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.StructuredIllumination.Stages;

/// <summary>A <see cref="StructuredIlluminationStage"/> at one point.</summary>
/// <remarks>İ_f = h ∗ (ẋ p_f + x (ṁ cos ψ_f − m sin ψ_f ψ̇_f)) + ḣ ∗ (x p_f), p = 1 + m cos ψ. Back: with g_f = h ∗ Ī_f the density gets Σ p_f g_f, a
/// number of the stripes the sum of its tangent times x g_f.</remarks>
internal sealed class StructuredIlluminationLinearization : ILinearization
{
    private readonly StructuredIlluminationStage _stage;
    private readonly Signal _input;
    private readonly VariableValues _values;
    private readonly FrameRange _frames;
    private readonly torch.Tensor _carrier;      // exp(iψ)
    private readonly torch.Tensor _modulation;   // m
    private readonly torch.Tensor _pattern;      // p
    private readonly torch.Tensor _transfer;     // H

    public StructuredIlluminationLinearization(StructuredIlluminationStage stage, Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        (_stage, _input, _values, _frames) = (stage, input, values, frames);
        _carrier = stage.Carrier(values, frames).DetachFromDisposeScope();
        _modulation = stage.ModulationOf(values, frames).DetachFromDisposeScope();
        _pattern = (1 + _modulation * _carrier.real).DetachFromDisposeScope();
        _transfer = stage.Transfer(values[StructuredIlluminationStage.NumericalAperture]).DetachFromDisposeScope();
        Output = new Signal(stage.Image(Density * _pattern, _transfer).DetachFromDisposeScope(), stage.Output);
    }

    /// <inheritdoc />
    public Signal Output { get; }

    private torch.Tensor Density => _values[StructuredIlluminationStage.Density];

    /// <inheritdoc />
    public Signal Jvp(Signal inputTangent, VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var glow = tangent.Find(StructuredIlluminationStage.Density) is { } density ? density * _pattern : null;
        if (tangent.Find(StructuredIlluminationStage.Modulation) is { } modulation)
        {
            glow = Add(glow, Density * _carrier.real * _stage.Stripes.OfFrames(modulation, _frames).to(_pattern.dtype).reshape(-1, 1, 1, 1));
        }

        if (_stage.Stripes.PhaseTangent(tangent.Find(StructuredIlluminationStage.Frequency), tangent.Find(StructuredIlluminationStage.Phase), _frames) is { } phase)
        {
            glow = Add(glow, Density * Slope * phase.to(_pattern.dtype));
        }

        var image = glow is null ? null : _stage.Image(glow, _transfer);
        if (tangent.Find(StructuredIlluminationStage.NumericalAperture) is { } aperture)
        {
            image = Add(image, ByAperture() * aperture.to(_pattern.dtype));
        }

        return new Signal(image?.MoveToOuterDisposeScope(), Output.Description);
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
        var glow = _stage.ImageAdjoint(given, _transfer);
        Give(StructuredIlluminationStage.Density, () => (glow * _pattern).sum([0, 1]));
        Give(StructuredIlluminationStage.NumericalAperture, () => (given * ByAperture()).sum(torch.ScalarType.Float64));
        Give(StructuredIlluminationStage.Modulation, () => _stage.Stripes.ToOrientations((glow * Density * _carrier.real).sum([1, 2, 3], type: torch.ScalarType.Float64), _frames));
        if (request.Wants(StructuredIlluminationStage.Frequency) || request.Wants(StructuredIlluminationStage.Phase))
        {
            var ofPattern = (glow * Density * Slope).to(torch.ScalarType.Float64);
            Give(StructuredIlluminationStage.Frequency, () => _stage.Stripes.FrequencyCotangent(ofPattern, _frames));
            Give(StructuredIlluminationStage.Phase, () => Embedded(ofPattern.sum([1, 2, 3])));
        }

        return (_input with { Values = null }, values);

        void Give(string name, Func<torch.Tensor> compute)
        {
            if (request.Wants(name))
            {
                values.Add(name, compute().MoveToOuterDisposeScope());
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Output.Tensor.Dispose();
        _carrier.Dispose();
        _modulation.Dispose();
        _pattern.Dispose();
        _transfer.Dispose();
    }

    // ∂p/∂ψ.
    private torch.Tensor Slope => -(_modulation * _carrier.imag);

    private torch.Tensor ByAperture() => _stage.Image(Density * _pattern, _stage.TransferSlope(_values[StructuredIlluminationStage.NumericalAperture]));

    private torch.Tensor Embedded(torch.Tensor ofFrames) =>
        torch.nn.functional.pad(ofFrames, [_frames.Start, _values[StructuredIlluminationStage.Phase].shape[0] - _frames.End]);

    private static torch.Tensor Add(torch.Tensor? sum, torch.Tensor term) => sum is null ? term : sum + term;
}

using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Stages.AngularSpectrum;

/// <summary>Derivatives of the propagation by field and by distance, in two FFTs each way.</summary>
/// <remarks>∂u(z)/∂z = F⁻¹{iφ' S}, S = H F{u}, φ' = dφ/dz; Jᵀg = F⁻¹{H* F{g}} and, for the distance,
/// Σ Re(conj(F{g}) iφ' S) / N.</remarks>
internal sealed class AngularSpectrumLinearization : ILinearization
{
    private readonly AngularSpectrumPropagation _stage;
    private readonly Signal _input;
    private readonly VariableValues _values;
    private readonly FrameRange _frames;
    private readonly torch.Tensor _distance;
    private readonly torch.Tensor _spectrum;    // S, of the output

    public AngularSpectrumLinearization(AngularSpectrumPropagation stage, Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        (_stage, _input, _values, _frames) = (stage, input, values, frames);
        _distance = stage.EffectiveDistance(values, frames).DetachFromDisposeScope();
        _spectrum = Transferred(stage.Propagator.Enter(stage.Fill(input.Tensor))).DetachFromDisposeScope();
        Output = new Signal(stage.Propagator.Leave(_spectrum).DetachFromDisposeScope(), stage.Output);
    }

    public Signal Output { get; }

    public Signal Jvp(Signal inputTangent, VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor? moved = inputTangent.Values is { } light
            ? Transferred(_stage.Propagator.Enter(_stage.Fill(light)))
            : null;
        if (DistanceTangent(tangent) is { } change)
        {
            var slope = (_stage.Propagator.AxialPhase * Spread(change)).to(RealType);
            var turned = _spectrum * torch.complex(torch.zeros_like(slope), slope);
            moved = moved is null ? turned : moved + turned;
        }

        return new Signal(moved is null ? null : _stage.Propagator.Leave(moved).MoveToOuterDisposeScope(), Output.Description);
    }

    public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
    {
        using var scope = torch.NewDisposeScope();
        var spectrum = _stage.Propagator.Enter(cotangent.Tensor);
        var values = new VariableValues();
        var isTurned = _stage.Propagator.TryTransferAdjoint(spectrum, request.Variables.Count > 0 ? _spectrum : null, _distance, out var slope);
        if (request.Variables.Count > 0)
        {
            var gradient = slope ?? DistanceGradient(spectrum);
            if (request.Wants(AngularSpectrumPropagation.DistanceName))
            {
                values.Add(AngularSpectrumPropagation.DistanceName, ToAllFrames(gradient * _stage.DistanceSlope(_values, _frames)).MoveToOuterDisposeScope());
            }

            if (request.Wants(AngularSpectrumPropagation.WavelengthErrorName))
            {
                values.Add(AngularSpectrumPropagation.WavelengthErrorName, (gradient * _stage.ErrorSlope(_values, _frames)).sum().MoveToOuterDisposeScope());
            }
        }

        if (!request.Input)
        {
            return (new Signal(null, _input.Description), values);
        }

        var light = _stage.Propagator.Leave(isTurned ? spectrum : spectrum.mul_(_stage.Transfer.At(_distance).conj()));
        return (new Signal(Broadcasting.SumTo(light, _input.Tensor.shape).MoveToOuterDisposeScope(), _input.Description), values);
    }

    public void Dispose()
    {
        Output.Tensor.Dispose();
        _spectrum.Dispose();
        _distance.Dispose();
    }

    private torch.ScalarType RealType => _spectrum.dtype == torch.ScalarType.ComplexFloat64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;

    // Takes the spectrum over; one frame may meet a distance for each frame.
    private torch.Tensor Transferred(torch.Tensor spectrum)
    {
        if (_stage.Propagator.TryTransfer(spectrum, _distance))
        {
            return spectrum;
        }

        var transfer = _stage.Transfer.At(_distance);
        return spectrum.shape[0] == transfer.shape[0] || transfer.dim() == 2 ? spectrum.mul_(transfer) : spectrum * transfer;
    }

    private torch.Tensor? DistanceTangent(VariableValues tangent)
    {
        torch.Tensor? change = null;
        if (tangent.Find(AngularSpectrumPropagation.DistanceName) is { } z)
        {
            change = _stage.DistanceSlope(_values, _frames) * (z.dim() == 0 ? z : z.narrow(0, _frames.Start, _frames.Count));
        }

        if (tangent.Find(AngularSpectrumPropagation.WavelengthErrorName) is { } error)
        {
            var part = _stage.ErrorSlope(_values, _frames) * error;
            change = change is null ? part : change + part;
        }

        return change;
    }

    // By the effective distance, scalar or [frames].
    private torch.Tensor DistanceGradient(torch.Tensor spectrum)
    {
        using var scope = torch.NewDisposeScope();
        var (g, s) = (torch.view_as_real(spectrum), torch.view_as_real(_spectrum));

        // Re(conj(G) i S) = Im(G) Re(S) − Re(G) Im(S)
        var twist = (g.select(-1, 1) * s.select(-1, 0)).addcmul_(g.select(-1, 0), s.select(-1, 1), value: -1);
        var weighted = twist * _stage.Propagator.AxialPhase.to(twist.dtype);
        var sum = _distance.dim() == 0
            ? weighted.sum(torch.ScalarType.Float64)
            : weighted.sum([1, 2, 3], false, torch.ScalarType.Float64);
        return (sum / ((double)spectrum.shape[^1] * spectrum.shape[^2])).MoveToOuterDisposeScope();
    }

    // A batch of frames gives zero for the distances of the others.
    private torch.Tensor ToAllFrames(torch.Tensor gradient)
    {
        var distances = _values[AngularSpectrumPropagation.DistanceName];
        if (distances.dim() == 0)
        {
            return gradient;
        }

        var all = torch.zeros_like(distances);
        all.narrow(0, _frames.Start, _frames.Count).copy_(gradient);
        return all;
    }

    private static torch.Tensor Spread(torch.Tensor value) => value.dim() == 0 ? value : value.reshape(-1, 1, 1, 1);
}

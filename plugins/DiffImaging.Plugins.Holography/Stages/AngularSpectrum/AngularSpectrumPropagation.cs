using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;
using Propagator = DiffImaging.Optics.Propagation.AngularSpectrum;

namespace DiffImaging.Plugins.Holography.Stages.AngularSpectrum;

/// <summary>Propagates a field by the distance z: u ↦ F⁻¹{H(z) F{u}}, see <see cref="Propagator"/>.</summary>
/// <remarks>With a point source at the distance S before the sensor, z is replaced by z (S − z) / S (Fresnel scaling theorem).
/// A wavelength error ε scales z by 1 + ε, exact to the paraxial order. Field <c>[frames, modes, rows, columns]</c>.</remarks>
internal sealed class AngularSpectrumPropagation : ILinearizableStage
{
    public const string DistanceName = "distance";
    public const string WavelengthErrorName = "wavelengthError";

    private readonly double? _sourceDistance;
    private readonly SignalDescription _output;

    public AngularSpectrumPropagation(AngularSpectrumOptions options, SignalDescription output, StageContext context, double largestDistance)
    {
        (_output, _sourceDistance) = (output, options.SourceDistance);
        Propagator = new Propagator(output.Grid, Light.Of(output), context, options.BandLimit ? largestDistance : null, options.Padding);
        Transfer = new TransferMemo(Propagator);
    }

    public Propagator Propagator { get; }

    public TransferMemo Transfer { get; }

    public SignalDescription Output => _output;

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var transfer = Propagator.TransferFunction(EffectiveDistance(values, frames));
        return new Signal(Propagator.Propagate(Fill(input.Tensor), transfer).MoveToOuterDisposeScope(), _output);
    }

    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) =>
        new AngularSpectrumLinearization(this, input, values, frames);

    public void Dispose()
    {
        Propagator.Dispose();
        Transfer.Dispose();
    }

    /// <summary>z (1 + ε), or z (S − z)/S (1 + ε): scalar or [frames], float64.</summary>
    public torch.Tensor EffectiveDistance(VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var z = OfFrames(values[DistanceName], frames);
        var effective = _sourceDistance is { } source ? z * (source - z) / source : z;
        return (effective * (1 + values[WavelengthErrorName])).MoveToOuterDisposeScope();
    }

    /// <summary>∂(effective distance)/∂z.</summary>
    public torch.Tensor DistanceSlope(VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var z = OfFrames(values[DistanceName], frames);
        var slope = _sourceDistance is { } source ? (source - 2 * z) / source : torch.ones_like(z);
        return (slope * (1 + values[WavelengthErrorName])).MoveToOuterDisposeScope();
    }

    /// <summary>∂(effective distance)/∂ε.</summary>
    public torch.Tensor ErrorSlope(VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        return (EffectiveDistance(values, frames) / (1 + values[WavelengthErrorName])).MoveToOuterDisposeScope();
    }

    /// <summary>A uniform wave as a whole field.</summary>
    public torch.Tensor Fill(torch.Tensor field) =>
        field.shape[^1] == _output.Grid.Columns && field.shape[^2] == _output.Grid.Rows
            ? field.alias()
            : field.expand([.. field.shape[..^2], _output.Grid.Rows, _output.Grid.Columns]);

    private static torch.Tensor OfFrames(torch.Tensor distance, FrameRange frames) =>
        distance.dim() == 0 ? distance.alias() : distance.narrow(0, frames.Start, frames.Count);
}

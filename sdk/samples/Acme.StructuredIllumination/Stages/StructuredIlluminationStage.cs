using Acme.StructuredIllumination.Light;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.StructuredIllumination.Stages;

/// <summary>A fluorescent object under stripes of light, seen through an objective.</summary>
/// <remarks>I_f = h ∗ (x · (1 + m_o cos(2π k_o·r + φ_f))): x ≥ 0 the density of the fluorophore, real, <c>[rows, columns]</c>; k_o, m_o frequency and
/// modulation of the orientation of frame f, φ_f its phase; h of <see cref="IncoherentOtf"/>. The product moves detail that is too fine for the
/// objective to where it passes. Nothing comes in; intensity <c>[frames, 1, rows, columns]</c> goes out, without the margin. Source:
/// [gustafsson2000].</remarks>
internal sealed class StructuredIlluminationStage(PatternGeometry geometry, int margin, SignalDescription output, StageContext context) : ILinearizableStage
{
    public const string Density = "density";
    public const string NumericalAperture = "numericalAperture";
    public const string Frequency = "frequency";
    public const string Phase = "phase";
    public const string Modulation = "modulation";

    private torch.Tensor? _memo;   // transfer function at the last aperture
    private double _memoAt;

    public SignalDescription Output => output;

    public StripePattern Stripes { get; } = new(geometry, context.Device);

    /// <inheritdoc />
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var glow = values[Density] * (1 + ModulationOf(values, frames) * Carrier(values, frames).real);
        return new Signal(Image(glow, Transfer(values[NumericalAperture])).MoveToOuterDisposeScope(), output);
    }

    /// <inheritdoc />
    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) =>
        new StructuredIlluminationLinearization(this, input, values, frames);

    /// <inheritdoc />
    public void Dispose() => _memo?.Dispose();

    /// <summary>exp(iψ) of some frames, <c>[frames, 1, rows, columns]</c>.</summary>
    public torch.Tensor Carrier(VariableValues values, FrameRange frames) =>
        Stripes.Carrier(values[Frequency], values[Phase], frames, context.RealType);

    /// <summary>m of some frames, in the working precision, <c>[frames, 1, 1, 1]</c>.</summary>
    public torch.Tensor ModulationOf(VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        return Stripes.OfFrames(values[Modulation], frames).to(context.RealType).reshape(-1, 1, 1, 1).MoveToOuterDisposeScope();
    }

    /// <summary>What the camera's side of the grid shows of fluorescence.</summary>
    public torch.Tensor Image(torch.Tensor glow, torch.Tensor transfer)
    {
        using var scope = torch.NewDisposeScope();
        return Margin.Remove(IncoherentOtf.Filter(glow, transfer), margin).MoveToOuterDisposeScope();
    }

    /// <summary>The adjoint of <see cref="Image"/>.</summary>
    public torch.Tensor ImageAdjoint(torch.Tensor intensity, torch.Tensor transfer)
    {
        using var scope = torch.NewDisposeScope();
        return IncoherentOtf.Filter(Margin.Add(intensity, margin), transfer).MoveToOuterDisposeScope();
    }

    /// <summary>H in the working precision.</summary>
    public torch.Tensor Transfer(torch.Tensor aperture)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor Compute() => IncoherentOtf.Of(geometry.Grid, output.Wavelength, aperture).to(context.RealType);
        if (aperture.requires_grad)
        {
            return Compute().MoveToOuterDisposeScope();
        }

        var wanted = aperture.item<double>();
        if (_memo is null || wanted != _memoAt)
        {
            _memo?.Dispose();
            (_memo, _memoAt) = (Compute().DetachFromDisposeScope(), wanted);
        }

        return _memo.alias().MoveToOuterDisposeScope();
    }

    /// <summary>∂H/∂NA in the working precision.</summary>
    public torch.Tensor TransferSlope(torch.Tensor aperture)
    {
        using var scope = torch.NewDisposeScope();
        return IncoherentOtf.SlopeByAperture(geometry.Grid, output.Wavelength, aperture).to(context.RealType).MoveToOuterDisposeScope();
    }
}

using DiffImaging.Optics.Kernels;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>What the pixels of a sensor collect of an intensity: a linear map, with its adjoint.</summary>
/// <remarks>Points: the mean over the samples of a pixel. Integration: F⁻¹{F{I} sinc(w f_x) sinc(w f_y)} taken at the pixels' centres, w the pixels'
/// pitch times the root of the fill factor, exact for an intensity that the grid holds; the edge is
/// periodic. The centre of a pixel of k samples lies (k − 1)/2 samples behind its first one.</remarks>
internal sealed class PixelSampling(SensorGeometry geometry, StageContext context) : IDisposable
{
    private torch.Tensor? _memo;   // transfer function of the last fill factor
    private double _memoFill;

    /// <summary>Whether light is integrated over the active area.</summary>
    public bool Integrates => geometry.Integrates;

    /// <summary>Whether the intensity is recorded as it is.</summary>
    public bool IsIdentity => geometry.IsIdentity;

    /// <summary>Computes what the pixels collect of a field, or of an intensity.</summary>
    /// <param name="field">u, complex, or |u|², real; <c>[frames, modes, rows, columns]</c> on the grid of the light; sizes 1 are broadcast to it.</param>
    /// <param name="modes">Number of modes; a field with one mode stands for each of them.</param>
    /// <param name="fill">Fill factor, a float64 scalar; null where points are recorded.</param>
    /// <returns>Real, <c>[frames, 1, rows, columns]</c> of the pixels, in the caller's dispose scope.</returns>
    public torch.Tensor Collect(torch.Tensor field, int modes, torch.Tensor? fill) => FusedPixels.Takes(field, geometry)
        ? FusedPixels.Mean(field, geometry.Binning, FieldIntensity.Repeats(field, modes))
        : Apply(FieldIntensity.Of(field, modes), fill);

    /// <summary>Computes the adjoint of the derivative of <see cref="Collect"/>.</summary>
    /// <param name="field">u.</param>
    /// <param name="modes">Number of modes.</param>
    /// <param name="fill">Fill factor, a float64 scalar; null where points are recorded.</param>
    /// <param name="cotangent">ȳ, real, <c>[frames, 1, rows, columns]</c> of the pixels.</param>
    /// <param name="factor">What it is multiplied with.</param>
    /// <returns>ū, shape and type of the field, fresh, in the caller's dispose scope.</returns>
    public torch.Tensor FieldCotangent(torch.Tensor field, int modes, torch.Tensor? fill, torch.Tensor cotangent, double factor)
    {
        using var scope = torch.NewDisposeScope();
        var all = factor * FieldIntensity.Repeats(field, modes);
        if (FusedPixels.Takes(field, geometry) && FusedKernel.Takes(cotangent) && cotangent.shape[0] == field.shape[0])
        {
            return FusedPixels.Cotangent(field, cotangent, geometry.Binning, (float)(2 * all)).MoveToOuterDisposeScope();
        }

        // The cotangent may be overwritten, unless several of its elements share one place in memory.
        var light = Broadcast.SumTo(Adjoint(cotangent, fill), [field.shape[0], field.shape[1], field.shape[2], field.shape[3]]);
        return FieldIntensity.Cotangent(field, light.is_contiguous() ? light : light.contiguous(), all).MoveToOuterDisposeScope();
    }

    /// <summary>Computes what the pixels collect.</summary>
    /// <param name="intensity">Real, <c>[..., rows, columns]</c> on the grid of the light; sizes 1 are broadcast to it.</param>
    /// <param name="fill">Fill factor, a float64 scalar; null where points are recorded.</param>
    /// <returns>Real, <c>[..., rows, columns]</c> of the pixels, in the caller's dispose scope; the intensity itself where
    /// <see cref="IsIdentity"/> holds.</returns>
    public torch.Tensor Apply(torch.Tensor intensity, torch.Tensor? fill)
    {
        if (IsIdentity)
        {
            return intensity;
        }

        using var scope = torch.NewDisposeScope();
        var collected = fill is null
            ? Margin.Centre(Binning.Mean(Full(intensity), geometry.Binning), geometry.Recorded.Rows, geometry.Recorded.Columns)
            : Integrate(intensity, Transfer(fill));
        return collected.MoveToOuterDisposeScope();
    }

    /// <summary>Computes the derivative of what the pixels collect by the fill factor.</summary>
    /// <param name="intensity">As in <see cref="Apply"/>.</param>
    /// <param name="fill">Fill factor, a float64 scalar.</param>
    /// <returns>As of <see cref="Apply"/>.</returns>
    public torch.Tensor FillSlope(torch.Tensor intensity, torch.Tensor fill)
    {
        using var scope = torch.NewDisposeScope();
        var slope = PixelIntegration.LogarithmicDerivative(geometry.Light, Width(fill)) / (2 * fill);
        return Integrate(intensity, AtPixelCentres(slope)).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the adjoint of <see cref="Apply"/> on the whole grid of the light.</summary>
    /// <param name="cotangent">Real, <c>[..., rows, columns]</c> of the pixels.</param>
    /// <param name="fill">Fill factor, a float64 scalar; null where points are recorded.</param>
    /// <returns>Real, <c>[..., rows, columns]</c> of the light, in the caller's dispose scope; the cotangent itself where
    /// <see cref="IsIdentity"/> holds.</returns>
    public torch.Tensor Adjoint(torch.Tensor cotangent, torch.Tensor? fill)
    {
        if (IsIdentity)
        {
            return cotangent;
        }

        using var scope = torch.NewDisposeScope();
        var (light, binning) = (geometry.Light, geometry.Binning);
        var collected = Margin.Embed(cotangent, light.Rows / binning, light.Columns / binning);
        if (fill is null)
        {
            return Binning.MeanAdjoint(collected, binning).MoveToOuterDisposeScope();
        }

        var spread = collected;
        if (binning > 1)
        {
            spread = torch.zeros([.. collected.shape[..^2], light.Rows, light.Columns], collected.dtype, collected.device);
            FirstOfEachPixel(spread).copy_(collected);
        }

        return PixelIntegration.Apply(spread, Transfer(fill).conj()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose() => _memo?.Dispose();

    private torch.Tensor Full(torch.Tensor intensity) => intensity.expand([.. intensity.shape[..^2], geometry.Light.Rows, geometry.Light.Columns]);

    private torch.Tensor Width(torch.Tensor fill) => geometry.Recorded.Pitch * fill.sqrt();

    private torch.Tensor Integrate(torch.Tensor intensity, torch.Tensor transfer) =>
        Margin.Centre(FirstOfEachPixel(PixelIntegration.Apply(Full(intensity), transfer)), geometry.Recorded.Rows, geometry.Recorded.Columns);

    // The object solver asks for the same one many times; [rows, columns / 2 + 1], FFT order.
    private torch.Tensor Transfer(torch.Tensor fill)
    {
        if (fill.requires_grad)
        {
            return AtPixelCentres(PixelIntegration.TransferFunction(geometry.Light, Width(fill)));
        }

        var wanted = fill.ToDouble();
        if (_memo is null || wanted != _memoFill)
        {
            _memo?.Dispose();
            (_memo, _memoFill) = (AtPixelCentres(PixelIntegration.TransferFunction(geometry.Light, Width(fill))).DetachFromDisposeScope(), wanted);
        }

        return _memo;
    }

    // In the working precision: real for one sample in a pixel, else complex.
    private torch.Tensor AtPixelCentres(torch.Tensor transfer)
    {
        using var scope = torch.NewDisposeScope();
        var moved = geometry.Binning == 1 ? transfer.to(context.RealType) : (transfer * ToPixelCentre(geometry, context.Device)).to(context.ComplexType);
        return moved.MoveToOuterDisposeScope();
    }

    private torch.Tensor FirstOfEachPixel(torch.Tensor image)
    {
        var step = geometry.Binning;
        return step == 1 ? image : image.slice(-2, 0, image.shape[^2], step).slice(-1, 0, image.shape[^1], step);
    }

    // exp(+i2π f s), s = (k − 1)/2 samples: what was at the pixel's centre comes to its first sample.
    private static torch.Tensor ToPixelCentre(SensorGeometry geometry, torch.Device device)
    {
        var (light, shift) = (geometry.Light, (geometry.Binning - 1) / 2.0);
        var y = torch.fft.fftfreq(light.Rows, 1.0, torch.ScalarType.Float64, device);
        var x = torch.fft.rfftfreq(light.Columns, 1.0, torch.ScalarType.Float64, device);
        return ShiftFactor(y, shift).unsqueeze(1) * ShiftFactor(x, shift).unsqueeze(0);
    }

    // Real at the Nyquist frequency ±1/2, so that a real image stays real and the conjugate is the adjoint.
    private static torch.Tensor ShiftFactor(torch.Tensor frequency, double shift)
    {
        var phase = frequency * (2 * Math.PI * shift);
        return torch.complex(phase.cos(), phase.sin() * frequency.abs().less(0.5).to(torch.ScalarType.Float64));
    }
}

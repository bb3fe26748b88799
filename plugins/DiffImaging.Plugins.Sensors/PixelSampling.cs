using DiffImaging.Optics.Kernels;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>What the pixels of a sensor collect of an intensity: a linear map, with its adjoint.</summary>
/// <remarks>Without an active width it is the mean over the samples of a pixel. With one it is
/// F⁻¹{F{I} sinc(w f_x) sinc(w f_y)} taken at the pixels' centres, exact for an intensity that the grid holds; the edge is
/// periodic. The centre of a pixel of k samples lies (k − 1)/2 samples behind its first one.</remarks>
internal sealed class PixelSampling : IDisposable
{
    private readonly SensorGeometry _geometry;
    private readonly torch.Tensor? _transfer;   // [rows, columns / 2 + 1], real or complex, FFT order

    public PixelSampling(SensorGeometry geometry, StageContext context)
    {
        _geometry = geometry;
        if (geometry.ActiveWidth is { } width)
        {
            using var scope = torch.NewDisposeScope();
            var integration = PixelIntegration.TransferFunction(geometry.Light, width, context.Device);
            var transfer = geometry.Binning == 1
                ? integration.to(context.RealType)
                : (integration * ToPixelCentre(geometry, context.Device)).to(context.ComplexType);
            _transfer = transfer.DetachFromDisposeScope();
        }
    }

    /// <summary>Whether the intensity is recorded as it is.</summary>
    public bool IsIdentity => _geometry.IsIdentity;

    /// <summary>Computes what the pixels collect of a field.</summary>
    /// <param name="field">u, complex, <c>[frames, modes, rows, columns]</c> on the grid of the light; sizes 1 are broadcast to it.</param>
    /// <param name="modes">Number of modes; a field with one mode stands for each of them.</param>
    /// <returns>Real, <c>[frames, 1, rows, columns]</c> of the pixels, in the caller's dispose scope.</returns>
    public torch.Tensor Collect(torch.Tensor field, int modes) => FusedPixels.Takes(field, _geometry)
        ? FusedPixels.Mean(field, _geometry.Binning, FieldIntensity.Repeats(field, modes))
        : Apply(FieldIntensity.Of(field, modes));

    /// <summary>Computes the adjoint of the derivative of <see cref="Collect"/>.</summary>
    /// <param name="field">u.</param>
    /// <param name="modes">Number of modes.</param>
    /// <param name="cotangent">ȳ, real, <c>[frames, 1, rows, columns]</c> of the pixels.</param>
    /// <param name="factor">What it is multiplied with.</param>
    /// <returns>ū, complex, shape of the field, fresh, in the caller's dispose scope.</returns>
    public torch.Tensor FieldCotangent(torch.Tensor field, int modes, torch.Tensor cotangent, double factor)
    {
        using var scope = torch.NewDisposeScope();
        var all = 2.0 * factor * FieldIntensity.Repeats(field, modes);
        if (FusedPixels.Takes(field, _geometry) && FusedKernel.Takes(cotangent) && cotangent.shape[0] == field.shape[0])
        {
            return FusedPixels.Cotangent(field, cotangent, _geometry.Binning, (float)all).MoveToOuterDisposeScope();
        }

        // The cotangent may be overwritten, unless several of its elements share one place in memory.
        var light = Broadcast.SumTo(Adjoint(cotangent), [field.shape[0], field.shape[1], field.shape[2], field.shape[3]]);
        return FieldIntensity.Cotangent(field, light.is_contiguous() ? light : light.contiguous(), all).MoveToOuterDisposeScope();
    }

    /// <summary>Computes what the pixels collect.</summary>
    /// <param name="intensity">Real, <c>[..., rows, columns]</c> on the grid of the light; sizes 1 are broadcast to it.</param>
    /// <returns>Real, <c>[..., rows, columns]</c> of the pixels, in the caller's dispose scope; the intensity itself where
    /// <see cref="IsIdentity"/> holds.</returns>
    public torch.Tensor Apply(torch.Tensor intensity)
    {
        if (IsIdentity)
        {
            return intensity;
        }

        using var scope = torch.NewDisposeScope();
        var (light, recorded) = (_geometry.Light, _geometry.Recorded);
        var full = intensity.expand([.. intensity.shape[..^2], light.Rows, light.Columns]);
        var collected = _transfer is null
            ? Binning.Mean(full, _geometry.Binning)
            : FirstOfEachPixel(PixelIntegration.Apply(full, _transfer));
        return Margin.Centre(collected, recorded.Rows, recorded.Columns).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the adjoint of <see cref="Apply"/> on the whole grid of the light.</summary>
    /// <param name="cotangent">Real, <c>[..., rows, columns]</c> of the pixels.</param>
    /// <returns>Real, <c>[..., rows, columns]</c> of the light, in the caller's dispose scope; the cotangent itself where
    /// <see cref="IsIdentity"/> holds.</returns>
    public torch.Tensor Adjoint(torch.Tensor cotangent)
    {
        if (IsIdentity)
        {
            return cotangent;
        }

        using var scope = torch.NewDisposeScope();
        var (light, binning) = (_geometry.Light, _geometry.Binning);
        var collected = Margin.Embed(cotangent, light.Rows / binning, light.Columns / binning);
        if (_transfer is null)
        {
            return Binning.MeanAdjoint(collected, binning).MoveToOuterDisposeScope();
        }

        var spread = collected;
        if (binning > 1)
        {
            spread = torch.zeros([.. collected.shape[..^2], light.Rows, light.Columns], collected.dtype, collected.device);
            FirstOfEachPixel(spread).copy_(collected);
        }

        return PixelIntegration.Apply(spread, _transfer.conj()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose() => _transfer?.Dispose();

    private torch.Tensor FirstOfEachPixel(torch.Tensor image)
    {
        var step = _geometry.Binning;
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

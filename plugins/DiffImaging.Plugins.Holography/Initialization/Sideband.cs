using DiffImaging.Optics.Resampling;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Initialization;

/// <summary>The sideband of an off-axis hologram |o + R exp(iκ)|² + b.</summary>
internal static class Sideband
{
    /// <summary>Moves the term o R exp(−iκ) to zero frequency and cuts its band out.</summary>
    /// <param name="hologram">Real, <c>[rows, columns]</c>.</param>
    /// <param name="carrier">κ, in whole bins.</param>
    /// <param name="coarsening">Pixels along one side of a sample of the result.</param>
    /// <returns>o R at the sensor, complex128, <c>[rows / coarsening, columns / coarsening]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Demodulate(torch.Tensor hologram, CarrierBin carrier, int coarsening)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (hologram.shape[0], hologram.shape[1]);
        var (height, width) = (rows / coarsening, columns / coarsening);
        var spectrum = torch.fft.fft2(hologram.to(torch.ScalarType.ComplexFloat64));

        // o R exp(−iκ) lies at minus the carrier; positions count from the centre, hence the sign below.
        var shifted = spectrum.roll([carrier.Row, carrier.Column], [0, 1]);
        var sign = (carrier.Row * (rows / 2) / (double)rows + carrier.Column * (columns / 2) / (double)columns) * 2 * Math.PI;
        var low = torch.fft.ifftshift(Margin.Centre(torch.fft.fftshift(shifted, [0, 1]), (int)height, (int)width), [0, 1]);
        var phase = torch.complex(torch.tensor(Math.Cos(-sign), torch.ScalarType.Float64), torch.tensor(Math.Sin(-sign), torch.ScalarType.Float64)).to(low.device);
        return (torch.fft.ifft2(low * Disc(height, width, low.device)) * phase / ((double)coarsening * coarsening)).MoveToOuterDisposeScope();
    }

    /// <summary>Fits reference amplitude and background: LP(y) = α LP(|s|²) + c with α = R⁻², c = R² + b.</summary>
    /// <param name="hologram">y, real, <c>[rows, columns]</c>.</param>
    /// <param name="sideband">s = o R on the coarse grid.</param>
    /// <param name="coarsening">Pixels along one side of a sample of the sideband.</param>
    public static (double Reference, double Background) FitReference(torch.Tensor hologram, torch.Tensor sideband, int coarsening)
    {
        using var scope = torch.NewDisposeScope();
        var field = FourierInterpolation.Refine(sideband.to(torch.ScalarType.ComplexFloat64), coarsening);
        var order = LowPass(torch.view_as_real(field).square().sum(-1), coarsening).reshape(-1);
        var measured = LowPass(hologram.to(torch.ScalarType.Float64), coarsening).reshape(-1);
        var (orderMean, measuredMean) = (order.mean(), measured.mean());
        var slope = ((order - orderMean) * (measured - measuredMean)).mean() / (order - orderMean).square().mean().clamp_min(1e-300);
        var alpha = slope.item<double>();
        var constant = (measuredMean - slope * orderMean).item<double>();

        // Without a sensible slope all constant light is taken for the reference's.
        if (!(alpha > 0) || 1 / alpha > constant)
        {
            return (Math.Sqrt(Math.Max(constant, 1e-12)), 0);
        }

        return (Math.Sqrt(1 / alpha), constant - 1 / alpha);
    }

    private static torch.Tensor LowPass(torch.Tensor image, int coarsening)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (image.shape[0], image.shape[1]);
        var fy = torch.fft.fftfreq(rows, 1.0, torch.ScalarType.Float64, image.device).unsqueeze(1);
        var fx = torch.fft.rfftfreq(columns, 1.0, torch.ScalarType.Float64, image.device).unsqueeze(0);
        var cut = 0.4 / coarsening;
        var disc = (fx.square() + fy.square()).less(cut * cut);
        return torch.fft.irfft2(torch.fft.rfft2(image) * disc, [rows, columns]).MoveToOuterDisposeScope();
    }

    // The largest circle that the coarse grid holds.
    private static torch.Tensor Disc(long rows, long columns, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        var fy = torch.fft.fftfreq(rows, 1.0, torch.ScalarType.Float64, device).unsqueeze(1);
        var fx = torch.fft.fftfreq(columns, 1.0, torch.ScalarType.Float64, device).unsqueeze(0);
        return (fx.square() + fy.square()).less(0.496 * 0.496).to(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }
}

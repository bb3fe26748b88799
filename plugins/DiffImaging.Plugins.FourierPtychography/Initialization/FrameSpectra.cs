using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Spectra of recorded images, without reconstruction.</summary>
internal static class FrameSpectra
{
    /// <summary>Computes the spectra of intensities under a Hann window, which keeps the edge of the field from leaking into them.</summary>
    /// <param name="intensity">Real, <c>[frames, rows, columns]</c>.</param>
    /// <returns>Complex, FFT order, phases about the middle sample of the image, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(torch.Tensor intensity)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (intensity.shape[1], intensity.shape[2]);
        var window = Hann(rows, intensity).unsqueeze(1) * Hann(columns, intensity);
        return torch.fft.fft2(torch.fft.ifftshift(intensity * window, [1, 2])).MoveToOuterDisposeScope();
    }

    /// <summary>Frequencies of the bins along an axis, in bins.</summary>
    public static torch.Tensor Bins(long size, torch.Tensor like) =>
        torch.fft.fftfreq(size, 1.0 / size, dtype: torch.ScalarType.Float32, device: like.device);

    private static torch.Tensor Hann(long size, torch.Tensor like)
    {
        var place = (torch.arange(size, dtype: like.dtype, device: like.device) + 0.5) / size;
        return 0.5 - 0.5 * (2 * Math.PI * place).cos();
    }
}

using DiffImaging.Optics.Pupils;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Stages;

/// <summary>A large field of view as physics has it, in double precision: the spherical wave of a point source in real space times the object, FFT, pupil, inverse FFT of the whole field.</summary>
/// <param name="Image">The recorded images.</param>
/// <param name="Margin">Samples computed beyond them on each side.</param>
/// <param name="Upsampling">Object samples along one side of a pixel.</param>
internal sealed record SphericalSimulation(SamplingGrid Image, int Margin, int Upsampling, double Wavelength, double NumericalAperture)
{
    /// <summary>Scale of the pupil's edge, in 1/m.</summary>
    public required double Softness { get; init; }

    public SamplingGrid Wide => new(Image.Rows + 2 * Margin, Image.Columns + 2 * Margin, Image.Pitch);

    /// <summary>Intensity of the recorded images for a source at (x, y, height).</summary>
    /// <param name="transmittance">On the wide grid, upsampled.</param>
    public torch.Tensor Intensity(torch.Tensor transmittance, double sourceX, double sourceY, double height)
    {
        using var scope = torch.NewDisposeScope();
        var y = Places(Wide.Rows).unsqueeze(1);
        var x = Places(Wide.Columns);
        var centre = Math.Sqrt(sourceX * sourceX + sourceY * sourceY + height * height);
        var distance = ((x - sourceX).square() + (y - sourceY).square() + height * height).sqrt();
        var wave = Phasor.Of(2 * Math.PI / Wavelength * (distance - centre)) * (centre / distance);
        var spectrum = torch.fft.fftshift(torch.fft.fft2(transmittance * wave));
        var (rows, columns) = (Wide.Rows * (Upsampling - 1) / 2, Wide.Columns * (Upsampling - 1) / 2);
        var cropped = torch.fft.ifftshift(spectrum.narrow(0, rows, Wide.Rows).narrow(1, columns, Wide.Columns));
        using var aperture = torch.tensor(NumericalAperture, torch.float64);
        var bin = 1 / (Math.Min(Wide.Rows, Wide.Columns) * Wide.Pitch);
        var pupil = CircularPupil.Amplitude(Wide, new Light(Wavelength, 1), aperture, Softness / bin);
        var field = torch.fft.ifft2(cropped * pupil) / (Upsampling * Upsampling);
        return field.narrow(0, Margin, Image.Rows).narrow(1, Margin, Image.Columns).abs().square().MoveToOuterDisposeScope();
    }

    private torch.Tensor Places(int samples) =>
        (torch.arange(samples * Upsampling, dtype: torch.float64) - samples / 2 * Upsampling) * (Image.Pitch / Upsampling);
}

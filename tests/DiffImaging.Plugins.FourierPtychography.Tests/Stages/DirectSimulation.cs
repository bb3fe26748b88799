using DiffImaging.Optics.Pupils;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Stages;

/// <summary>The microscope as physics has it, in double precision: a tilted plane wave in real space times the object, FFT, pupil, inverse FFT.</summary>
/// <remarks>The object is laid out four times along each axis, so that a wave of any quarter bin is periodic.</remarks>
internal sealed record DirectSimulation(SamplingGrid Image, int Upsampling, double Wavelength, double NumericalAperture)
{
    public const int Tiles = 4;

    public double Defocus { get; init; }

    public double RefractiveIndex { get; init; } = 1;

    public IReadOnlyDictionary<int, double> Zernikes { get; init; } = new Dictionary<int, double>();

    /// <summary>Field on the image's grid for light from the direction of ν bins.</summary>
    public torch.Tensor Field(torch.Tensor transmittance, double frequencyX, double frequencyY)
    {
        using var scope = torch.NewDisposeScope();
        var tiled = transmittance.tile([Tiles, Tiles]);
        var (rows, columns) = (tiled.shape[0], tiled.shape[1]);
        var y = torch.arange(rows, dtype: torch.float64).unsqueeze(1) / (Image.Rows * Upsampling);
        var x = torch.arange(columns, dtype: torch.float64).unsqueeze(0) / (Image.Columns * Upsampling);
        var wave = Phasor.Of(-2 * Math.PI * (frequencyX * x + frequencyY * y));
        var spectrum = torch.fft.fftshift(torch.fft.fft2(tiled * wave));

        // The middle of the band is what the image's pitch holds.
        var (height, width) = (Tiles * Image.Rows, Tiles * Image.Columns);
        var cropped = spectrum.narrow(0, (rows - height) / 2, height).narrow(1, (columns - width) / 2, width);
        var filtered = torch.fft.ifftshift(cropped) * Pupil() / (Upsampling * Upsampling);
        return torch.fft.ifft2(filtered).narrow(0, 0, Image.Rows).narrow(1, 0, Image.Columns).clone().MoveToOuterDisposeScope();
    }

    private torch.Tensor Pupil()
    {
        var grid = new SamplingGrid(Tiles * Image.Rows, Tiles * Image.Columns, Image.Pitch);
        var aperture = torch.tensor(NumericalAperture, torch.float64);
        var amplitude = CircularPupil.Amplitude(grid, new Light(Wavelength, RefractiveIndex), aperture, softness: 0.5 * Tiles);
        var (fx, fy) = (Coordinates.FrequencyX(grid, torch.CPU), Coordinates.FrequencyY(grid, torch.CPU));
        var cutOff = RefractiveIndex / Wavelength;
        var squared = fx.square() + fy.square();
        var phase = 2 * Math.PI * Defocus * ((cutOff * cutOff - squared).sqrt() - cutOff);
        foreach (var (mode, coefficient) in Zernikes)
        {
            phase += coefficient * Zernike.Evaluate(mode, fx * Wavelength / NumericalAperture, fy * Wavelength / NumericalAperture);
        }

        return amplitude * Phasor.Of(phase);
    }
}

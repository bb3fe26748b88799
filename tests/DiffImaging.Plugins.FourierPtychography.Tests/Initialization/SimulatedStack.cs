using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Initialization;

/// <summary>A stack of a weak random object through a hard, aberrated pupil, computed LED by LED on the object's whole grid: other code than the stage's.</summary>
/// <remarks>The tilt of each LED is exact in real space, so that no direction needs to fall on a bin; the field is larger than the window that is kept.</remarks>
internal sealed class SimulatedStack
{
    public const double Wavelength = 630e-9;
    public const double Pitch = 1.8e-6;
    public const double Aperture = 0.1;
    private const int Size = 96;
    private const int Wide = 144;
    private const int Fine = 3;

    public static readonly LedArrayPose True = new(0.088, Rotation: 0.02, ShiftX: -0.9e-3, ShiftY: 0.6e-3);
    public static readonly LedArrayPose Nominal = new(0.092);
    public const double Defocus = -40e-6;
    public static readonly double[] Wavefront = [0.4, -0.3, 0.25, 0.2];

    public static ImagingModel Model { get; } = new()
    {
        Array = LedArray.Of(new LedLayoutOptions { Rows = 7, Columns = 7, Pitch = 3e-3 }, Nominal.Height, 0, 1.5),
        Image = new SamplingGrid(Size, Size, Pitch),
        Upsampling = 4,
        Wavelength = Wavelength,
        RefractiveIndex = 1,
        NumericalAperture = Aperture,
        LargestAperture = Aperture,
        Zernikes = [5, 6, 7, 8],
    };

    /// <summary>Computes the intensities.</summary>
    /// <returns>float32, <c>[frames, 1, rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Intensities()
    {
        using var scope = torch.NewDisposeScope();
        var size = Wide * Fine;
        var fine = Pitch / Fine;
        var specimen = Specimen(size);
        var place = (torch.arange(size, dtype: torch.ScalarType.Float64) - size / 2) * fine;
        var (y, x) = (place.unsqueeze(1), place.unsqueeze(0));
        var frequency = torch.fft.fftfreq(Wide, Pitch, torch.ScalarType.Float64);
        var pupil = Pupil(frequency.unsqueeze(1), frequency.unsqueeze(0));
        var images = new List<torch.Tensor>();
        for (var frame = 0; frame < Model.Array.Places.Count; frame++)
        {
            using var inner = torch.NewDisposeScope();
            var (sx, sy) = Model.Array.Direction(frame, True);
            var phase = -2 * Math.PI / Wavelength * (sx * x + sy * y);
            var spectrum = torch.fft.fftshift(torch.fft.fft2(torch.fft.ifftshift(specimen * torch.complex(phase.cos(), phase.sin()))));
            var first = size / 2 - Wide / 2;
            var passed = torch.fft.ifftshift(spectrum.narrow(0, first, Wide).narrow(1, first, Wide)) * pupil;
            var field = torch.fft.fftshift(torch.fft.ifft2(passed)) / (Fine * Fine);
            var margin = (Wide - Size) / 2;
            var window = field.narrow(0, margin, Size).narrow(1, margin, Size);
            images.Add((window.real.square() + window.imag.square()).to(torch.ScalarType.Float32).MoveToOuterDisposeScope());
        }

        return torch.stack(images).unsqueeze(1).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Pupil(torch.Tensor y, torch.Tensor x)
    {
        var squared = y.square() + x.square();
        var radius = Aperture / Wavelength;
        var phase = -2 * Math.PI * Defocus * squared / (1 / Wavelength + (1 / Wavelength / Wavelength - squared).sqrt());
        foreach (var (mode, coefficient) in Model.Zernikes.Zip(Wavefront))
        {
            phase += coefficient * Optics.Pupils.Zernike.Evaluate(mode, (x + 0 * y) / radius, (y + 0 * x) / radius);
        }

        return torch.complex(phase.cos(), phase.sin()) * squared.less(radius * radius);
    }

    // Absorption and phase of a tenth each, rough at every scale that the microscope sees.
    private static torch.Tensor Specimen(int size)
    {
        using var generator = new torch.Generator(11, torch.CPU);
        var frequency = torch.fft.fftfreq(size, 1.0 / size, torch.ScalarType.Float64);
        var squared = frequency.unsqueeze(1).square() + frequency.unsqueeze(0).square();
        torch.Tensor Rough()
        {
            var noise = torch.randn(size, size, torch.ScalarType.Float64, torch.CPU, generator: generator);
            var image = torch.fft.ifft2(torch.fft.fft2(noise) / (1 + squared / 64).sqrt()).real;
            return image / image.std();
        }

        var (absorption, phase) = (0.08 * Rough(), 0.12 * Rough());
        return torch.complex(phase.cos(), phase.sin()) * (-absorption).exp();
    }
}

using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Pupils;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.FourierPtychography.Model;

/// <summary>What is fixed about a Fourier ptychographic microscope when its stage is planned.</summary>
/// <remarks>Frequencies are counted in bins of the image's spectrum, 1/(columns · pitch) along x and 1/(rows · pitch) along y; the pupil in
/// bins of the shorter side, with which X = (k_x − δ_x) AspectX. A mode is an emitter and a wavelength, the emitter slower.</remarks>
internal sealed record ImagingModel
{
    /// <summary>Distance from the pupil's edge, in its softness, beyond which its amplitude is below 2·10⁻⁷ and left out: the direct light of an LED just outside must not be cut visibly.</summary>
    public const double EdgeReach = 16;

    /// <summary>The LEDs.</summary>
    public required LedArray Array { get; init; }

    /// <summary>Grid of the image, referred to the sample, padding included.</summary>
    public required SamplingGrid Image { get; init; }

    /// <summary>Object samples along one side of an image sample.</summary>
    public required int Upsampling { get; init; }

    /// <summary>Vacuum wavelength in metres.</summary>
    public required double Wavelength { get; init; }

    /// <summary>Refractive index of the sample's medium, which the defocus is in.</summary>
    public required double RefractiveIndex { get; init; }

    /// <summary>The wavelengths that the light consists of.</summary>
    public IReadOnlyList<SpectralSample> Spectrum { get; init; } = [new(1, 1)];

    /// <summary>Nominal NA, on whose disc the Zernike polynomials are normalised.</summary>
    public required double NumericalAperture { get; init; }

    /// <summary>Largest NA that the box has room for.</summary>
    public required double LargestAperture { get; init; }

    /// <summary>Scale of the pupil's edge, in bins.</summary>
    public double Softness { get; init; } = 0.5;

    /// <summary>Noll's indices of the wavefront's modes.</summary>
    public IReadOnlyList<int> Zernikes { get; init; } = [];

    /// <summary>Grid of the object.</summary>
    public SamplingGrid Object => new(Image.Rows * Upsampling, Image.Columns * Upsampling, Image.Pitch / Upsampling);

    /// <summary>Number of modes of a frame.</summary>
    public int Modes => Array.Emitters.Count * Spectrum.Count;

    /// <summary>The pupil's bin, in 1/m.</summary>
    public double Bin => 1 / (Math.Min(Image.Rows, Image.Columns) * Image.Pitch);

    /// <summary>A bin along x over the pupil's.</summary>
    public double AspectX => Math.Min(Image.Rows, Image.Columns) / (double)Image.Columns;

    /// <summary>A bin along y over the pupil's.</summary>
    public double AspectY => Math.Min(Image.Rows, Image.Columns) / (double)Image.Rows;

    /// <summary>Nominal radius of the pupil, in bins.</summary>
    public double NominalRadius => NumericalAperture / (Wavelength * Bin);

    /// <summary>Largest frequency that is computed, in bins; half a bin for the pupil's shift.</summary>
    public double Reach => LargestAperture / (Wavelength * Spectrum.Min(sample => sample.Factor) * Bin) + EdgeReach * Softness;

    /// <summary>The bins that are computed.</summary>
    public PupilBox Box => PupilBox.Of(Reach / AspectY + 0.5, Reach / AspectX + 0.5, Image.Rows, Image.Columns);

    /// <summary>Frequency of a frame's light at the nominal wavelength, in bins along x and y; without a tensor.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="pose">Where the array is.</param>
    public (double X, double Y) FrequencyOf(int frame, LedArrayPose pose)
    {
        var (x, y) = Array.Direction(frame, pose);
        return (x / Wavelength * Image.Width, y / Wavelength * Image.Height);
    }

    /// <summary>Direction of a frame's light as a numerical aperture; without a tensor.</summary>
    /// <inheritdoc cref="FrequencyOf" path="/param"/>
    public double ApertureOf(int frame, LedArrayPose pose)
    {
        var (x, y) = Array.Direction(frame, pose);
        return Math.Sqrt(x * x + y * y);
    }

    /// <summary>The defocus, in metres, that makes a phase at the edge of the nominal pupil.</summary>
    /// <param name="phase">In rad.</param>
    public double DefocusOf(double phase)
    {
        var (edge, cutOff) = (NumericalAperture / Wavelength, RefractiveIndex / Wavelength);
        return phase * (cutOff + Math.Sqrt(cutOff * cutOff - edge * edge)) / (2 * Math.PI * edge * edge);
    }

    /// <summary>Degree of the wavefront as a polynomial.</summary>
    public int Degree => PupilPolynomial.Degree(Zernikes);
}

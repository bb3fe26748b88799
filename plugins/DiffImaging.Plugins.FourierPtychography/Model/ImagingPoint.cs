using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Pupils;
using DiffImaging.Sdk.Stages;
using TorchSharp;
using static DiffImaging.Plugins.FourierPtychography.Model.ParameterNames;

namespace DiffImaging.Plugins.FourierPtychography.Model;

/// <summary>Where the windows of some frames lie in the object's spectrum, and what their pupils are, at one value of θ.</summary>
/// <remarks>With ν the frequency of the illumination in bins, n = round(ν) moves the window by whole bins and the pupil makes the rest
/// good: P is evaluated at k − δ, δ = ν − n. All tensors float64, in the dispose scope in which the point was made.</remarks>
internal sealed record ImagingPoint
{
    /// <summary>The microscope.</summary>
    public required ImagingModel Model { get; init; }

    /// <summary>ν along x and y in bins, <c>[frames, modes, 2]</c>.</summary>
    public required torch.Tensor Frequency { get; init; }

    /// <summary>n, <c>[frames, modes, 2]</c>: whole numbers, without derivative.</summary>
    public required torch.Tensor Window { get; init; }

    /// <summary>Amplitude of each mode, √(brightness · weight), <c>[frames, modes]</c>.</summary>
    public required torch.Tensor Amplitude { get; init; }

    /// <summary>Radius of the pupil NA/λ in its bins, <c>[modes]</c>.</summary>
    public required torch.Tensor Radius { get; init; }

    /// <summary>Highest frequency in the sample's medium w = n/λ, in 1/m, <c>[modes]</c>.</summary>
    public required torch.Tensor CutOff { get; init; }

    /// <summary>Defocus z in metres; scalar.</summary>
    public required torch.Tensor Defocus { get; init; }

    /// <summary>Wavefront in rad at the nominal wavelength as a polynomial, <c>[degree + 1, degree + 1]</c>: rows for powers of y.</summary>
    public required torch.Tensor Wavefront { get; init; }

    /// <summary>Phase in rad and log-amplitude on whole bins, <c>[2, rows, columns]</c>, FFT order; null where the pupil has none.</summary>
    public required torch.Tensor? Map { get; init; }

    /// <summary>δ, <c>[frames, modes, 2]</c>.</summary>
    public torch.Tensor Fraction => Frequency - Window;

    /// <summary>Wavelength over the nominal one, <c>[modes]</c>.</summary>
    public IEnumerable<double> Stretch => Model.Array.Emitters.SelectMany(_ => Model.Spectrum.Select(sample => sample.Factor));

    /// <summary>The tensors that were made for this point: parameters are not among them.</summary>
    public IReadOnlyList<torch.Tensor> Tensors => [Frequency, Window, Amplitude, Radius, CutOff, Wavefront];

    /// <summary>Reads where the LED array is.</summary>
    public static LedArrayValues ArrayOf(VariableValues values) =>
        new(values[ArrayRotation], values[ArrayShift], values[ArrayHeight], values[ArrayTilt], values[LedShift]);

    /// <summary>Computes the point in operations that autograd can record.</summary>
    /// <param name="model">The microscope.</param>
    /// <param name="values">All parameters of the stage.</param>
    /// <param name="frames">The frames wanted.</param>
    /// <param name="directions">The directions where they are known; null to compute them.</param>
    public static ImagingPoint Of(ImagingModel model, VariableValues values, FrameRange frames, torch.Tensor? directions = null)
    {
        directions ??= model.Array.Directions(ArrayOf(values), frames);
        var (emitters, wavelengths) = (model.Array.Emitters.Count, model.Spectrum.Count);
        var factor = Numbers(model.Spectrum.Select(sample => sample.Factor), directions);
        var weight = Numbers(model.Spectrum.Select(sample => sample.Weight / emitters), directions);
        var wavelength = model.Wavelength * factor * (1 + values[WavelengthError]);
        var extent = Numbers([model.Image.Width, model.Image.Height], directions);
        var frequency = (directions.unsqueeze(2) * extent / wavelength.reshape(wavelengths, 1)).reshape(frames.Count, model.Modes, 2);
        var amplitude = (values[ParameterNames.Brightness].narrow(0, frames.Start, frames.Count).unsqueeze(1) * weight.repeat([emitters])).sqrt();
        return new ImagingPoint
        {
            Model = model,
            Frequency = frequency,
            Window = Nearest(model, frequency),
            Amplitude = amplitude,
            Radius = (values[NumericalAperture] / (wavelength * model.Bin)).repeat([emitters]),
            CutOff = (model.RefractiveIndex / wavelength).repeat([emitters]),
            Defocus = values[ParameterNames.Defocus],
            Wavefront = WavefrontOf(model, values.Find(Zernike), directions),
            Map = values.Find(PupilMap),
        };
    }

    /// <summary>The modes' polynomials, <c>[modes, (degree + 1)²]</c>, float64.</summary>
    public static torch.Tensor Polynomials(ImagingModel model, torch.Tensor like) =>
        Numbers(model.Zernikes.SelectMany(mode => PupilPolynomial.Monomials(mode, model.Degree)), like).reshape(model.Zernikes.Count, -1);

    // A copy: a tensor made of an array lies where the array does, and the last bit of a matrix product depends on that.
    internal static torch.Tensor Numbers(IEnumerable<double> numbers, torch.Tensor like) =>
        torch.tensor(numbers.ToArray(), torch.ScalarType.Float64, device: like.device).clone();

    private static torch.Tensor WavefrontOf(ImagingModel model, torch.Tensor? coefficients, torch.Tensor like)
    {
        var size = model.Degree + 1;
        return coefficients is null
            ? torch.zeros(size, size, dtype: torch.ScalarType.Float64, device: like.device)
            : coefficients.matmul(Polynomials(model, like)).reshape(size, size);
    }

    // A window never leaves the object's band: where an LED goes too far its pupil moves out of the window instead, and gets dark.
    private static torch.Tensor Nearest(ImagingModel model, torch.Tensor frequency)
    {
        using var quiet = torch.no_grad();
        var (box, grid) = (model.Box, model.Object);
        var lower = Numbers([-(grid.Columns / 2) - box.FirstColumn, -(grid.Rows / 2) - box.FirstRow], frequency);
        var upper = Numbers(
            [(grid.Columns + 1) / 2 - box.Columns - box.FirstColumn, (grid.Rows + 1) / 2 - box.Rows - box.FirstRow], frequency);
        return frequency.detach().round().maximum(lower).minimum(upper);
    }
}

using DiffImaging.Plugins.FourierPtychography.Figures;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Plugins.FourierPtychography.Tests.Initialization;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Figures;

[TestFixture]
public sealed class MicroscopeFiguresTests
{
    private const double Sampling = 0.01;  // Share by which a disc of pixels misses the RMS of a disc.

    private static readonly ImagingModel Model = SimulatedStack.Model;

    [Test]
    public void The_wavefront_has_the_RMS_of_its_Zernike_coefficients()
    {
        double[] coefficients = [0.4, -0.3, 0.25, 0.2];
        var expected = Math.Sqrt(coefficients.Sum(value => value * value));

        var figures = Make(coefficients, defocus: 0, aperture: 0.2);

        Assert.That(Number(figures, "wavefrontRms"), Is.EqualTo(expected).Within(Sampling * expected));
        var image = figures.Images.Single(image => image.Name == "pupil-phase");
        Assert.That(PupilPhase.Rms(image.Values.ToArray()), Is.EqualTo(expected).Within(Sampling * expected));
        Assert.That(image.IsPhase);
        Assert.That(image.X, Is.EqualTo(new DomainAxis("frequency along x", -(image.Columns / 2) * image.X.Pitch, image.X.Pitch, "1/m")));
    }

    [Test]
    public void Defocus_is_in_the_one_wavefront_and_not_in_the_other()
    {
        const double defocus = 40e-6;

        var figures = Make([0, 0, 0, 0], defocus, aperture: 0.2);

        // Nearly a paraboloid: the RMS of c ρ² over the disc is c/√12.
        var edge = Math.PI * defocus * SimulatedStack.Aperture * SimulatedStack.Aperture / SimulatedStack.Wavelength;
        Assert.That(Number(figures, "wavefrontRms"), Is.EqualTo(edge / Math.Sqrt(12)).Within(Sampling * edge));
        Assert.That(Number(figures, "wavefrontRmsWithoutDefocus"), Is.Zero.Within(1e-6));
    }

    [TestCase(0.12)]
    [TestCase(0.17)]
    public void The_achieved_aperture_is_that_of_a_band_limited_object(double aperture)
    {
        var figures = Make([0, 0, 0, 0], 0, aperture);

        Assert.That(Number(figures, "achievedNumericalAperture"), Is.EqualTo(aperture).Within(1.01 * Model.Bin * SimulatedStack.Wavelength));
    }

    [Test]
    public void The_synthetic_aperture_is_the_objectives_and_the_outermost_LEDs()
    {
        var largest = Enumerable.Range(0, Model.Array.Places.Count)
            .Max(frame => double.Hypot(Model.Array.Direction(frame, SimulatedStack.Nominal).X, Model.Array.Direction(frame, SimulatedStack.Nominal).Y));

        Assert.That(Number(Make([0, 0, 0, 0], 0, 0.2), "syntheticNumericalAperture"), Is.EqualTo(SimulatedStack.Aperture + largest).Within(1e-9));
    }

    [Test]
    public void The_spectrum_of_a_field_in_tiles_is_that_of_the_whole_object_and_the_map_that_of_a_patch()
    {
        var field = ImagingField.Of(Model, Model.Image.Rows / 2, 0, SimulatedStack.Nominal.Height);

        var figures = Make([0.4, -0.3, 0.25, 0.2], 0, 0.17, field.Centre, [2, Model.Image.Rows / 2, Model.Image.Columns / 2]);

        Assert.That(figures.Images.Single(image => image.Name == "object-spectrum").Rows, Is.EqualTo(Model.Object.Rows));
        Assert.That(Number(figures, "achievedNumericalAperture"), Is.EqualTo(0.17).Within(1.01 * Model.Bin * SimulatedStack.Wavelength));
        Assert.That(Number(figures, "wavefrontRms"), Is.EqualTo(Math.Sqrt(0.3525)).Within(Sampling));
    }

    private static double Number(DomainFigures figures, string name) => figures.Numbers.Single(number => number.Name == name).Value;

    private static DomainFigures Make(double[] zernike, double defocus, double aperture, ImagingModel? model = null, long[]? map = null)
    {
        using var scope = torch.NewDisposeScope();
        var frames = Model.Array.Places.Count;
        var values = new Dictionary<string, torch.Tensor>
        {
            [MicroscopeKeys.Transmittance] = BandLimited(aperture),
            [MicroscopeKeys.ArrayShift] = Zeros(2),
            [MicroscopeKeys.ArrayRotation] = Zeros(),
            [MicroscopeKeys.ArrayHeight] = Zeros() + SimulatedStack.Nominal.Height,
            [MicroscopeKeys.ArrayTilt] = Zeros(2),
            [MicroscopeKeys.Microscope + "." + ParameterNames.LedShift] = Zeros(frames, 2),
            [MicroscopeKeys.Brightness] = Zeros(frames) + 1,
            [MicroscopeKeys.Microscope + "." + ParameterNames.WavelengthError] = Zeros(),
            [MicroscopeKeys.Microscope + "." + ParameterNames.NumericalAperture] = Zeros() + SimulatedStack.Aperture,
            [MicroscopeKeys.Defocus] = Zeros() + defocus,
            [MicroscopeKeys.Zernike] = torch.tensor(zernike),
        };
        if (map is not null)
        {
            values[MicroscopeKeys.Microscope + "." + ParameterNames.PupilMap] = Zeros(map);
        }

        using var maker = new MicroscopeFigures(model ?? Model, ObjectParametrization.Complex);
        return maker.Make(values);
    }

    // Noise whose spectrum ends at an NA.
    private static torch.Tensor BandLimited(double aperture)
    {
        var grid = Model.Object;
        using var generator = new torch.Generator(3);
        var noise = torch.randn([grid.Rows, grid.Columns], torch.ScalarType.ComplexFloat64, generator: generator);
        var y = torch.fft.fftfreq(grid.Rows, grid.Pitch, torch.ScalarType.Float64).unsqueeze(1);
        var x = torch.fft.fftfreq(grid.Columns, grid.Pitch, torch.ScalarType.Float64).unsqueeze(0);
        var inside = (x.square() + y.square()).sqrt().le(aperture / SimulatedStack.Wavelength);
        return torch.fft.ifft2(torch.fft.fft2(noise) * inside).to(torch.ScalarType.ComplexFloat32);
    }

    private static torch.Tensor Zeros(params long[] shape) => torch.zeros(shape, dtype: torch.ScalarType.Float64);
}

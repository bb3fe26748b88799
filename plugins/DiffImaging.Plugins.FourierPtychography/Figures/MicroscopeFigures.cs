using DiffImaging.Optics.Objects;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Figures;

/// <summary>Figures of Fourier ptychography: the pupil that was found, the spectrum of the object, and how far it reaches.</summary>
/// <param name="model">The microscope; of a field in tiles that of a patch at its centre.</param>
/// <param name="parametrization">How numbers stand for the transmittance.</param>
internal sealed class MicroscopeFigures(ImagingModel model, ObjectParametrization parametrization) : IFigureMaker, ITruthComparison
{
    // The pupil and the directions of the LEDs are those of the centre of an LED at the middle of its spectrum.
    private readonly ImagingModel _model = model with { Array = model.Array with { Emitters = [(0, 0)] }, Spectrum = [new(1, 1)] };

    public DomainFigures Make(IReadOnlyDictionary<string, torch.Tensor> values)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var point = PointOf(values);
        var pupil = new PupilPhase(point);
        var (whole, rest) = (pupil.Whole, pupil.WithoutDefocus);
        var wavelength = _model.RefractiveIndex / point.CutOff[0].ToDouble();
        var aperture = point.Radius[0].ToDouble() * _model.Bin * wavelength;
        var extent = ImagingPoint.Numbers([_model.Image.Width, _model.Image.Height], point.Frequency);
        var synthetic = aperture + (point.Frequency / extent).square().sum(dim: -1).sqrt().max().ToDouble() * wavelength;
        var spectrum = new ObjectSpectrum(Transmittance.Of(values[MicroscopeKeys.Transmittance], parametrization), _model.Object.Pitch);
        var achieved = spectrum.Extent(synthetic / wavelength) * wavelength;
        return new DomainFigures(
            [
                Pupil("pupil-phase", "Phase of the pupil", FormattableString.Invariant($"Wavefront of {Waves(whole)} RMS within an NA of {aperture:0.####}, defocus included."), pupil, whole) with { IsPhase = true },
                Pupil("wavefront-without-defocus", "Wavefront without defocus", $"Not wrapped; {Waves(rest)} RMS.", pupil, rest),
                Spectrum(spectrum, FormattableString.Invariant($"Synthetic NA {synthetic:0.###}; the spectrum stands clearly above its floor up to an NA of {achieved:0.###}.")),
            ],
            [
                new DomainNumber("wavefrontRms", PupilPhase.Rms(whole), "rad"),
                new DomainNumber("wavefrontRmsWithoutDefocus", PupilPhase.Rms(rest), "rad"),
                new DomainNumber("syntheticNumericalAperture", synthetic, "1"),
                new DomainNumber("achievedNumericalAperture", achieved, "1"),
            ]);
    }

    public IReadOnlyList<DomainNumber> Compare(IReadOnlyDictionary<string, torch.Tensor> values, IReadOnlyDictionary<string, torch.Tensor> truth)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var (found, expected) = (PointOf(values), PointOf(truth));
        var error = PupilPhase.WithoutTilt([.. new PupilPhase(found).Whole.Zip(new PupilPhase(expected).Whole, (estimate, value) => estimate - value)]);

        // The same for all LEDs it is a ramp on the object.
        var extent = ImagingPoint.Numbers([_model.Image.Width, _model.Image.Height], found.Frequency);
        var offset = (found.Frequency - expected.Frequency) / extent;
        var relative = offset - offset.mean([0L], keepdim: true);
        return
        [
            new DomainNumber("error.wavefront", PupilPhase.Rms(error), "rad"),
            new DomainNumber("error.ledFrequency", relative.square().sum(dim: -1).mean().sqrt().ToDouble(), "1/m"),
        ];
    }

    public void Dispose()
    {
    }

    private ImagingPoint PointOf(IReadOnlyDictionary<string, torch.Tensor> values) =>
        ImagingPoint.Of(_model, OfStage(values), FrameRange.All(_model.Array.Places.Count));

    private static VariableValues OfStage(IReadOnlyDictionary<string, torch.Tensor> values)
    {
        const string stage = MicroscopeKeys.Microscope + ".";
        var result = new VariableValues();
        foreach (var (key, value) in values.Where(pair => pair.Key.StartsWith(stage, StringComparison.Ordinal)))
        {
            result.Add(key[stage.Length..], value);
        }

        return result;
    }

    private static string Waves(float[] phase) => FormattableString.Invariant($"{PupilPhase.Rms(phase) / (2 * Math.PI):0.###} waves");

    private static DomainImage Pupil(string name, string title, string caption, PupilPhase pupil, float[] phase) => new()
    {
        Name = name,
        Title = title,
        Caption = caption,
        Rows = PupilPhase.Size,
        Columns = PupilPhase.Size,
        Values = phase,
        X = Frequency("x", pupil.Pitch, PupilPhase.Size),
        Y = Frequency("y", pupil.Pitch, PupilPhase.Size),
        ValueLabel = "phase",
        ValueUnit = "rad",
    };

    private static DomainImage Spectrum(ObjectSpectrum spectrum, string caption) => new()
    {
        Name = "object-spectrum",
        Title = "Power spectrum of the object",
        Caption = caption,
        Rows = spectrum.Grid.Rows,
        Columns = spectrum.Grid.Columns,
        Values = spectrum.Decibels(),
        X = Frequency("x", spectrum.BinX, spectrum.Grid.Columns),
        Y = Frequency("y", spectrum.BinY, spectrum.Grid.Rows),
        ValueLabel = "power relative to the largest",
        ValueUnit = "dB",
    };

    private static DomainAxis Frequency(string direction, double pitch, int count) => new($"frequency along {direction}", -(count / 2) * pitch, pitch, "1/m");
}

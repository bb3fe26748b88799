using Acme.StructuredIllumination.Light;
using Acme.StructuredIllumination.Modalities;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace Acme.StructuredIllumination.Figures;

/// <summary>Figures of structured-illumination microscopy: the density, the same as a wide-field microscope would show it, its spectrum with the frequencies
/// of the stripes, and what they add to the objective's reach.</summary>
/// <param name="source">Grid and wavelength of the object.</param>
/// <param name="margin">Samples of the grid on each side that the camera does not see, and no image shows.</param>
internal sealed class MicroscopyFigures(SignalDescription source, int margin) : IFigureMaker, ITruthComparison
{
    /// <inheritdoc />
    public DomainFigures Make(IReadOnlyDictionary<string, torch.Tensor> values)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var density = values[MicroscopyKeys.Density].to(torch.ScalarType.Float64);
        var aperture = values[MicroscopyKeys.NumericalAperture];
        var stripes = Stripes(values);
        var cutOff = IncoherentOtf.CutOff(aperture.ToDouble(), source.Wavelength);
        var wide = IncoherentOtf.Filter(density, IncoherentOtf.Of(source.Grid, source.Wavelength, aperture));
        var reach = cutOff + stripes.Average(k => k.Length);
        return new DomainFigures(
            [
                Image("fluorophore-density", "Density of the fluorophore", "", density),
                Image("wide-field", "Wide-field image", "The density that was found, as the objective alone shows it.", wide),
                Spectrum(density, stripes, cutOff),
            ],
            [
                new DomainNumber("objectiveCutOff", cutOff, "1/m"),
                new DomainNumber("synthesizedCutOff", reach, "1/m"),
                new DomainNumber("stripePeriod", 1 / stripes.Average(k => k.Length), "m"),
                new DomainNumber("modulationMean", values[MicroscopyKeys.Modulation].mean().ToDouble(), "1"),
            ]);
    }

    /// <inheritdoc />
    /// <remarks>Phases are compared within a turn. The stripes (k, φ) and (−k, −φ) are the same: those nearer to the true ones count.</remarks>
    public IReadOnlyList<DomainNumber> Compare(IReadOnlyDictionary<string, torch.Tensor> values, IReadOnlyDictionary<string, torch.Tensor> truth)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var sign = (values[MicroscopyKeys.Frequency] * truth[MicroscopyKeys.Frequency]).sum([1], keepdim: true).sign();
        var frequency = sign * values[MicroscopyKeys.Frequency] - truth[MicroscopyKeys.Frequency];
        var ofOrientations = values[MicroscopyKeys.Phase].reshape(sign.shape[0], -1);
        var phase = sign * ofOrientations - truth[MicroscopyKeys.Phase].reshape(sign.shape[0], -1);
        var wrapped = torch.atan2(phase.sin(), phase.cos());
        var modulation = values[MicroscopyKeys.Modulation] - truth[MicroscopyKeys.Modulation];
        return
        [
            new DomainNumber("error.stripeFrequency", frequency.square().sum([1]).mean().sqrt().ToDouble(), "1/m"),
            new DomainNumber("error.stripePhase", wrapped.square().mean().sqrt().ToDouble(), "rad"),
            new DomainNumber("error.stripeModulation", modulation.square().mean().sqrt().ToDouble(), "1"),
        ];
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static (double X, double Y, double Length)[] Stripes(IReadOnlyDictionary<string, torch.Tensor> values) =>
        [.. values[MicroscopyKeys.Frequency].cpu().contiguous().data<double>().ToArray().Chunk(2).Select(k => (k[0], k[1], Math.Sqrt(k[0] * k[0] + k[1] * k[1])))];

    private DomainImage Image(string name, string title, string caption, torch.Tensor values)
    {
        var (rows, columns) = (source.Grid.Rows - 2 * margin, source.Grid.Columns - 2 * margin);
        return new DomainImage
        {
            Name = name,
            Title = title,
            Caption = caption,
            Rows = rows,
            Columns = columns,
            Values = Floats(Margin.Remove(values, margin)),
            X = Axis("x", columns, source.Grid.Pitch, "m"),
            Y = Axis("y", rows, source.Grid.Pitch, "m"),
            ValueLabel = "density",
        };
    }

    private DomainImage Spectrum(torch.Tensor density, IReadOnlyList<(double X, double Y, double Length)> stripes, double cutOff)
    {
        var map = new SpectrumMap(source.Grid, density);
        map.MarkCircle(0, 0, cutOff);
        foreach (var (x, y, _) in stripes)
        {
            map.MarkCircle(x, y, SpectrumMap.Dot / source.Grid.Width);
            map.MarkCircle(-x, -y, SpectrumMap.Dot / source.Grid.Width);
            map.MarkCircle(x, y, cutOff);
            map.MarkCircle(-x, -y, cutOff);
        }

        return new DomainImage
        {
            Name = "spectrum",
            Title = "Power spectrum of the density",
            Caption = "Large circles: what the objective passes, about zero and about the frequencies of the stripes, which are the small ones.",
            Rows = source.Grid.Rows,
            Columns = source.Grid.Columns,
            Values = map.Values,
            X = Axis("frequency along x", source.Grid.Columns, 1 / source.Grid.Width, "1/m"),
            Y = Axis("frequency along y", source.Grid.Rows, 1 / source.Grid.Height, "1/m"),
            ValueLabel = "power relative to the largest",
            ValueUnit = "dB",
        };
    }

    private static float[] Floats(torch.Tensor values) => values.to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();

    private static DomainAxis Axis(string label, int count, double pitch, string unit) => new(label, -(count / 2) * pitch, pitch, unit);
}

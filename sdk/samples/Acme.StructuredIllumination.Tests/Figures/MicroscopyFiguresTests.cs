using Acme.StructuredIllumination.Figures;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace Acme.StructuredIllumination.Tests.Figures;

/// <summary>Figures of the field, and errors without what does not count.</summary>
[TestFixture]
public sealed class MicroscopyFiguresTests
{
    private static readonly SignalDescription Source = new() { Domain = SignalDomain.None, Grid = new SamplingGrid(60, 80, 32.5e-9), Wavelength = 525e-9, Frames = 3 };

    [Test]
    public void The_spectrum_leaves_the_circle_of_the_objective_blank()
    {
        using var scope = torch.NewDisposeScope();
        using var figures = new MicroscopyFigures(Source, margin: 10);

        var made = figures.Make(Values([4.6e6, 0], [0, 2, 4], 0.7));

        var spectrum = made.Images.Single(image => image.Name == "spectrum");
        var bins = (int)Math.Round(2 * 1.4 / 525e-9 * Source.Grid.Width);
        Assert.That(spectrum.Values.Span[30 * 80 + 40 + bins], Is.NaN);
        Assert.That(spectrum.Values.Span[30 * 80 + 40], Is.EqualTo(0), "the largest, in dB");
        Assert.That(made.Images.Where(image => image.Name != "spectrum").Select(image => (image.Rows, image.Columns, image.X.First)), Is.All.EqualTo((40, 60, -30 * Source.Grid.Pitch)), "without the margin");
        Assert.That(made.Numbers.Single(number => number.Name == "synthesizedCutOff").Value, Is.EqualTo(2 * 1.4 / 525e-9 + 4.6e6).Within(1));
    }

    [TestCase(1)]
    [TestCase(-1)]
    public void Whole_turns_and_stripes_the_other_way_round_are_no_error(int sign)
    {
        using var scope = torch.NewDisposeScope();
        using var figures = new MicroscopyFigures(Source, margin: 10);

        var errors = figures.Compare(
            Values([sign * 4.6e6, sign * 1e3], [sign * 0.1, sign * 2.1 + 2 * Math.PI, sign * 4.1 - 4 * Math.PI], 0.75), Values([4.6e6, 0], [0, 2, 4], 0.7));

        Assert.That(errors.Select(error => error.Value), Is.EqualTo(new[] { 1e3, 0.1, 0.05 }).Within(1e-6));
    }

    private static Dictionary<string, torch.Tensor> Values(double[] frequency, double[] phase, double modulation) => new()
    {
        ["microscope.density"] = torch.ones(60, 80),
        ["microscope.numericalAperture"] = torch.tensor(1.4),
        ["microscope.frequency"] = torch.tensor(frequency).reshape(1, 2),
        ["microscope.phase"] = torch.tensor(phase),
        ["microscope.modulation"] = torch.tensor(new[] { modulation }),
    };
}

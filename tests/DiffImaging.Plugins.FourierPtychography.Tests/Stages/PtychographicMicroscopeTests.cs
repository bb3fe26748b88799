using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Stages;

[TestFixture]
public sealed class PtychographicMicroscopeTests
{
    // The direct simulation keeps the pupil's faint edge beyond the window of the stage, 6·10⁻⁶ of the amplitude and less.
    private const double EdgeBeyondWindow = 1e-5;

    private const double Wavelength = TestMicroscope.Wavelength;

    private static readonly SamplingGrid Image = new(36, 32, 2e-6);

    // Quarter bins, on both sides of zero; the last one is dark field.
    private static readonly (double X, double Y)[] Frequencies = [(0, 0), (2.25, -1.75), (-5.25, 3.25), (-12.25, 11.25)];

    [Test]
    public void Fields_are_those_of_tilted_waves_through_object_and_pupil()
    {
        using var scope = torch.NewDisposeScope();
        var direct = new DirectSimulation(Image, 3, Wavelength, 0.08)
        {
            Defocus = 30e-6,
            RefractiveIndex = 1.33,
            Zernikes = new Dictionary<int, double> { [6] = 0.4, [8] = -0.3 },
        };
        var light = TestMicroscope.Recorded(Frequencies.Length, Image) with { RefractiveIndex = 1.33 };
        using var stage = new TestStage(new FourierPtychographyFactory(), Options(""" "defocus": "30 µm", "zernikeModes": [6, 8], "zernike": [0.4, -0.3] """), light);
        var transmittance = Transmittance(stage);

        var found = stage.Forward(null, stage.With("transmittance", transmittance));

        for (var frame = 0; frame < Frequencies.Length; frame++)
        {
            var (x, y) = Frequencies[frame];
            var expected = direct.Field(transmittance, x, y) * Ramp(x - Math.Round(x), y - Math.Round(y));
            Assert.That(Measure.RelativeError(found[frame, 0], expected), Is.LessThan(EdgeBeyondWindow * (frame == 3 ? 100 : 1)), $"frame {frame}");
        }
    }

    [Test]
    public void An_empty_object_is_as_bright_as_the_led_in_bright_field_and_dark_beyond()
    {
        using var scope = torch.NewDisposeScope();
        using var stage = new TestStage(new FourierPtychographyFactory(), Options(""" "brightness": [0.81, 1.21, 1, 1] """), TestMicroscope.Recorded(4, Image));

        var intensity = stage.Forward(null, stage.With("transmittance", torch.ones(108, 96, dtype: torch.complex128))).abs().square();

        Assert.That(intensity[0].mean().item<double>(), Is.EqualTo(0.81).Within(1e-4));
        Assert.That(intensity[1].mean().item<double>(), Is.EqualTo(1.21).Within(0.03));
        Assert.That(intensity[3].max().item<double>(), Is.LessThan(1e-8));
    }

    [Test]
    public void Padding_extends_the_field_about_the_recorded_window()
    {
        using var stage = new TestStage(new FourierPtychographyFactory(), Options(""" "padding": 3 """), TestMicroscope.Recorded(4, Image));

        Assert.That(stage.Plan.Output.Grid, Is.EqualTo(new SamplingGrid(42, 38, 2e-6)));
        Assert.That(stage.Plan.Objects[0].Grid, Is.EqualTo(new SamplingGrid(126, 114, 2e-6 / 3)));
    }

    private static string Options(string more)
    {
        var x = string.Join(", ", Frequencies.Select(f => FormattableString.Invariant($"{f.X * Wavelength / Image.Width:R}")));
        var y = string.Join(", ", Frequencies.Select(f => FormattableString.Invariant($"{f.Y * Wavelength / Image.Height:R}")));
        return $$"""
            { "layout": { "kind": "directions", "directionsX": [{{x}}], "directionsY": [{{y}}] }, "numericalAperture": 0.08, "arrayHeight": "80 mm",
              "slideThickness": "1 mm", "upsampling": 3, {{more}} }
            """;
    }

    private static torch.Tensor Transmittance(TestStage stage)
    {
        using var generator = new torch.Generator(3);
        var grid = stage.Plan.Objects[0].Grid;
        return 1 + 0.3 * torch.randn(grid.Rows, grid.Columns, dtype: torch.complex128, generator: generator);
    }

    private static torch.Tensor Ramp(double deltaX, double deltaY)
    {
        var y = torch.arange(Image.Rows, dtype: torch.float64).unsqueeze(1) / Image.Rows;
        var x = torch.arange(Image.Columns, dtype: torch.float64).unsqueeze(0) / Image.Columns;
        return Phasor.Of(2 * Math.PI * (deltaX * x + deltaY * y));
    }
}

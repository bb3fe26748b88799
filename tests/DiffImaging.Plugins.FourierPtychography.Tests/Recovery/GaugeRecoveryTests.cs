using TorchSharp;
using static DiffImaging.Plugins.FourierPtychography.Tests.Recovery.MicroscopeScene;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Recovery;

[TestFixture]
public sealed class GaugeRecoveryTests
{
    private const string LedShift = "microscope.ledShift";

    private const double Rotation = 0.02;
    private const double Height = 88.5e-3;
    private const string Options = """
         "arrayHeight": { "nominal": "90 mm", "mode": "calibrate" }, "arrayRotation": { "mode": "calibrate" },
         "arrayShift": { "mode": "calibrate", "prior": "1 mm" }, "ledShift": { "mode": "calibrate" }, "brightness": { "mode": "calibrate" }
        """;

    // Of shifts of a few tenths of a millimetre.
    private const double Rounding = 1e-15;

    [Test]
    public void Array_and_led_shifts_are_told_apart()
    {
        using var nominal = new MicroscopeScene(Options, _ => { });
        var directions = nominal.Fixed("ledShift");
        var random = new Random(2);
        double[] Draw(int count, double size) => [.. Enumerable.Range(0, count).Select(_ => size * (2 * random.NextDouble() - 1))];
        var own = Across(directions, Draw(2 * Leds, 0.3e-3));
        using var scene = new MicroscopeScene(Options, truth =>
        {
            truth[LedShift].copy_(torch.tensor(own).reshape(Leds, 2));
            truth["microscope.arrayRotation"].fill_(Rotation);
            truth["microscope.arrayHeight"].fill_(Height);
            truth["microscope.arrayShift"].copy_(torch.tensor(new[] { 0.5e-3, -0.3e-3 }));
            truth["microscope.brightness"].copy_(torch.tensor([.. Draw(Leds, 0.1).Select(value => 1 + value)]));
        });
        using var outcome = scene.Reconstruct(12);
        var found = Numbers(outcome.Point, LedShift);
        var brightness = Numbers(outcome.Point, "microscope.brightness");
        var (rotation, height) = (Numbers(outcome.Point, "microscope.arrayRotation")[0], Numbers(outcome.Point, "microscope.arrayHeight")[0]);

        TestContext.Out.WriteLine($"fidelity {outcome.InitialFidelity:G4} → {outcome.FinalFidelity:G4}; object {scene.ObjectError(outcome.Point):G3}; "
            + $"rotation {rotation:G5}, height {height:G6}; own shifts' error {Rms(Difference(found, own)):G3} of {Rms(own):G3}; along {Along(directions, found):G3}");
        Assert.That(directions, Has.Count.EqualTo(4));
        Assert.That(Along(directions, found), Is.LessThan(Rounding));
        Assert.That(Along(nominal.Fixed("brightness"), [.. brightness.Select(value => value - 1)]), Is.LessThan(1e-12));
        Assert.That(Rms(Difference(found, own)), Is.LessThan(0.05 * Rms(own)));
        Assert.That(rotation, Is.EqualTo(Rotation).Within(3e-4));
        Assert.That(height, Is.EqualTo(Height).Within(3e-5));
    }

    private static double Rms(double[] values) => Math.Sqrt(values.Average(value => value * value));

    private static double[] Difference(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a - b)];
}

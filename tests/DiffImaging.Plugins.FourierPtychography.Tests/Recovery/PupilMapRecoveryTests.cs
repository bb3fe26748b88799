using TorchSharp;
using static DiffImaging.Plugins.FourierPtychography.Tests.Recovery.MicroscopeScene;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Recovery;

/// <summary>A pupil with a phase and an absorption that no mode of the wavefront has, with the map and without.</summary>
[TestFixture]
public sealed class PupilMapRecoveryTests
{
    private const string Map = "microscope.pupilMap";
    private const string Zernike = "microscope.zernike";
    private static readonly double[] Modes = [0.3, -0.25, 0.2, 0.15];

    [Test]
    public void A_free_form_pupil_is_found_beside_the_modes_and_keeps_out_of_them()
    {
        double[] wanted = [];
        using var scene = Scene("calibrate", map => wanted = map);
        using var without = Scene("fixed", _ => { });
        using var joint = scene.Reconstruct(15);
        using var left = without.Reconstruct(10);

        var directions = scene.Fixed("pupilMap");
        var found = Numbers(joint.Point, Map);
        double[] pupil = [.. Disc()];
        var (error, size) = (Norm(found.Zip(wanted, (a, b) => a - b), pupil), Norm(wanted, pupil));
        TestContext.Out.WriteLine($"map: error {error:G3} of {size:G3}, along {Along(directions, found):G3}; fidelity {joint.FinalFidelity:G4}, without {left.FinalFidelity:G4}; "
            + $"object {scene.ObjectError(joint.Point):G3}, without {without.ObjectError(left.Point):G3}; "
            + $"modes {string.Join(" ", Numbers(joint.Point, Zernike).Select(value => $"{value:F3}"))}, without {string.Join(" ", Numbers(left.Point, Zernike).Select(value => $"{value:F3}"))}");
        Assert.That(directions, Has.Count.EqualTo(3 + 4 + 1 + 1));
        Assert.That(Along(directions, found), Is.LessThan(1e-12));
        Assert.That(error, Is.LessThan(0.3 * size));
        Assert.That(scene.ObjectError(joint.Point), Is.LessThan(0.5 * without.ObjectError(left.Point)));
    }

    private static MicroscopeScene Scene(string mode, Action<double[]> tell)
    {
        // The gauges are asked of a stage whose map is estimated, whether this one's is or not.
        const string others = """
             "arrayHeight": "90 mm", "zernikeModes": [5, 6, 7, 8], "zernike": { "mode": "calibrate" }, "defocus": { "mode": "calibrate" }, "pupilMap": { "mode": "MODE", "prior": 0.5 }
            """;
        using var asked = new MicroscopeScene(others.Replace("MODE", "calibrate", StringComparison.Ordinal), _ => { });
        var map = Across(asked.Fixed("pupilMap"), Structure());
        tell(map);
        return new MicroscopeScene(others.Replace("MODE", mode, StringComparison.Ordinal), truth =>
        {
            truth[Zernike].copy_(torch.tensor(Modes));
            truth["microscope.defocus"].fill_(15e-6);
            truth[Map].copy_(torch.tensor(map).reshape(truth[Map].shape));
        });
    }

    // A phase of three waves across and an absorption towards one side, on the disc alone.
    private static double[] Structure()
    {
        var disc = Disc().ToArray();
        return [.. Enumerable.Range(0, 2 * Side * Side).Select(index =>
        {
            var (x, y) = (Signed(index % Side) / Radius, Signed(index / Side % Side) / Radius);
            return disc[index] * (index < Side * Side ? 0.5 * Math.Sin(6 * x + 4 * y) : 0.25 * Math.Cos(5 * y - 3 * x) + 0.2 * x);
        })];
    }

    private static double Radius => 0.1 / Wavelength * Side * 1.8e-6;

    private static IEnumerable<double> Disc() => Enumerable.Range(0, 2 * Side * Side).Select(index =>
        Math.Pow(Signed(index % Side), 2) + Math.Pow(Signed(index / Side % Side), 2) <= Radius * Radius ? 1.0 : 0.0);

    private static int Signed(int index) => index < Side / 2 ? index : index - Side;

    private static double Norm(IEnumerable<double> vector, double[] weight) => Math.Sqrt(vector.Zip(weight, (v, w) => w * v * v).Sum());
}

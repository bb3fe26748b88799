using System.Text.Json.Nodes;
using DiffImaging.Optics.Resampling;
using DiffImaging.Plugins.Lensless.Modalities;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests.Recovery;

/// <summary>Blind recovery beside what is possible at best (ideal, oracle) and what ignorance costs (mismatched): 18 frames of 96² pixels at two heights, shifts wrong by
/// a pixel, heights by a tenth, 1,000 photons.</summary>
[TestFixture]
public sealed class ScanRecoveryTests
{
    private const double LargestShiftError = 0.02;      // pixels RMS
    private const double LargestDistanceError = 0.5e-6; // relative to each other
    private const double LargestLoss = 0.5;             // dB against the oracle

    // As many steps of the object as the blind recovery takes.
    private const int BlindSteps = 100;

    private static readonly double[] Distances = [150e-6, 200e-6];
    private static readonly double[] Nominal = [165e-6, 187e-6];

    [Test]
    public void Shifts_heights_and_object_come_out_together()
    {
        using var scope = torch.NewDisposeScope();
        using var data = new SimulatedScan(Distances, 3);

        using var mismatched = new ScanInversion(data, Nominal, data.Nominal);
        mismatched.Improve(BlindSteps);
        using var oracle = new ScanInversion(data, Distances, data.Shifts);
        oracle.Improve(BlindSteps);
        var (distances, shifts) = Guess(data);
        using var ideal = new ScanInversion(data, distances, shifts);
        ideal.Know(data.Target.Sample(ideal.Grid));
        Repeat(12, ideal.Move);
        using var blind = new ScanInversion(data, distances, shifts);
        Repeat(8, () =>
        {
            blind.Improve(5);
            blind.Move();
        });
        Repeat(2, () =>
        {
            blind.Improve(15);
            blind.Move();
        });
        blind.Improve(30);

        var scenarios = new (string Name, ScanInversion Found)[] { ("ideal", ideal), ("mismatched", mismatched), ("oracle", oracle), ("blind", blind) };
        foreach (var (name, found) in scenarios)
        {
            TestContext.Out.WriteLine(FormattableString.Invariant(
                $"{name,-10} shifts {ShiftError(data, found):G3} px RMS, relative distance {DistanceError(found) * 1e6:G3} µm, field {Psnr(data, found):F1} dB"));
        }

        Assert.That(ShiftError(data, blind), Is.LessThan(LargestShiftError));
        Assert.That(DistanceError(blind), Is.LessThan(LargestDistanceError));
        Assert.That(Psnr(data, blind), Is.GreaterThan(Psnr(data, oracle) - LargestLoss));
        Assert.That(Psnr(data, mismatched), Is.LessThan(Psnr(data, blind) - 3));
    }

    private static void Repeat(int count, Action action)
    {
        for (var index = 0; index < count; index++)
        {
            action();
        }
    }

    private static (double[] Distances, torch.Tensor Shifts) Guess(SimulatedScan data)
    {
        var nominal = new JsonArray([.. data.Nominal.reshape(-1).data<double>().ToArray().Select(value => (JsonNode)value)]);
        var options = new JsonObject
        {
            ["wavelength"] = TestLight.Wavelength,
            ["pixelPitch"] = SimulatedScan.Pixel,
            ["distance"] = new JsonArray([.. Nominal.Select(value => (JsonNode)value)]),
            ["shift"] = nominal,
            ["scan"] = new JsonObject { ["reach"] = 40e-6 },
        };
        var plan = new LenslessSuperResolutionFactory().Plan(new ComponentDefinition("modality", "modality", options, "modality"), new MeasurementDescription(SimulatedScan.Frames, SimulatedScan.Side, SimulatedScan.Side));
        using var initializer = plan.CreateInitializer!(new StageContext(torch.CPU, Precision.Single, 1));
        var guess = initializer.Initialize(new InitializationContext(data.Measured, new HashSet<string> { "scan.distance", "scan.shift" }, TestContext.Out.WriteLine, CancellationToken.None));
        return (guess.Values["scan.distance"].data<double>().ToArray(), guess.Values["scan.shift"]);
    }

    private static double ShiftError(SimulatedScan data, ScanInversion found)
    {
        using var scope = torch.NewDisposeScope();
        var error = found.Shifts - data.Shifts;
        return (error - error.mean([0], keepdim: true)).square().mean().sqrt().item<double>() / SimulatedScan.Pixel;
    }

    private static double DistanceError(ScanInversion found)
    {
        var errors = found.Distances.data<double>().ToArray().Zip(Distances, (z, truth) => z - truth).ToArray();
        return Math.Abs(errors[1] - errors[0]) / 2;
    }

    // A common shift is a translated object: it is removed first.
    private static double Psnr(SimulatedScan data, ScanInversion found)
    {
        using var scope = torch.NewDisposeScope();
        var expected = data.Target.Sample(found.Grid);
        var image = found.Object.to(torch.ScalarType.ComplexFloat64);
        var (x, y) = CrossCorrelation.Shift(torch.fft.fft2(expected - expected.mean()).conj() * torch.fft.fft2(image - image.mean()), found.Grid, 6);
        var phasor = FourierShift.Phasor(found.Grid, torch.tensor(-x, torch.ScalarType.Float64), torch.tensor(-y, torch.ScalarType.Float64), torch.ScalarType.Float64);
        var side = SimulatedScan.Side * ScanInversion.Refinement * 3 / 4;
        var error = Margin.Centre(FourierShift.Apply(image, phasor) - expected, side, side);
        return -10 * Math.Log10(error.abs().square().mean().item<double>());
    }
}

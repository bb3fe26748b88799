using System.Diagnostics;
using DiffImaging.Plugins.Lensless.Stages.LenslessScan;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests;

/// <summary>What the stage costs beside the transforms that it cannot avoid: there and back for 16 frames of 1024² samples and the object. To be run by name.</summary>
[TestFixture, Explicit("Measures; asserts nothing.")]
public sealed class ScanTiming
{
    private const int Frames = 16;
    private const int Rounds = 8;

    [Test]
    public void Stage_and_floor()
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        torch.set_num_threads(1);
        var grid = new SamplingGrid(1024, 1024, 0.4625e-6);
        using var scan = new TestStage(new LenslessScanFactory(), """{ "distance": ["0.4 mm", "0.5 mm"] }""", TestLight.Field(grid, Frames), Precision.Single);
        var wave = torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat32);
        var values = scan.With("transmittance", torch.randn([1024, 1024], torch.ScalarType.ComplexFloat32));
        var cotangent = torch.randn([Frames, 1, 1024, 1024], torch.ScalarType.ComplexFloat32);
        var request = new CotangentRequest(false, new HashSet<string> { "transmittance", "distance", "shift" });
        var (stage, floor) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            floor.Add(Time(() =>
            {
                for (var frame = 0; frame < 2 * Frames + 2; frame++)
                {
                    using var transform = torch.fft.fft2(cotangent[frame % Frames, 0]);
                }
            }));
            stage.Add(Time(() =>
            {
                using var linearization = scan.Linearize(wave, values);
                linearization.Vjp(new Signal(cotangent, linearization.Output.Description), request);
            }));
        }

        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"floor {Median(floor) * 1e3:F0} ms, stage {Median(stage) * 1e3:F0} ms, ratio {Median([.. stage.Zip(floor, (a, b) => a / b)]):F2}"));
    }

    private static double Time(Action action)
    {
        using var scope = torch.NewDisposeScope();
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

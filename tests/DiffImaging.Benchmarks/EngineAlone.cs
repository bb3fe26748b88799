using System.Diagnostics;
using System.Globalization;
using DiffImaging.Benchmarks.FourierPtychography;
using DiffImaging.Benchmarks.Lensless;

namespace DiffImaging.Benchmarks;

/// <summary>The engine's iteration with nothing beside it in the process: for a profiler, and for peak memory.</summary>
/// <param name="Milliseconds">Median time of an iteration.</param>
/// <param name="PeakMebibytes">Peak memory of the process.</param>
internal sealed record EngineAlone(double Milliseconds, double? PeakMebibytes)
{
    private const int WarmUp = 3;

    public static EngineAlone Run(BenchmarkOptions options)
    {
        switch (options.Scene)
        {
            case BenchmarkScene.FourierPtychography:
                using (var scene = new PtychographyScene(options.Padding, options.LedsPerSide, options.FramesAtOnce))
                {
                    return Run(new EngineStep(scene.Problem, scene.Start, PtychographyScene.Rate), options.Repetitions);
                }

            case BenchmarkScene.Lensless:
                using (var scene = new LenslessScene())
                {
                    return Run(new EngineStep(scene.Problem, scene.Start, LenslessScene.Rate), options.Repetitions);
                }

            default:
                using (var scene = new InlineScene(options.Size))
                {
                    return Run(new EngineStep(scene.Problem, scene.Start, InlineScene.Rate), options.Repetitions);
                }
        }
    }

    public string ToText() => string.Create(
        CultureInfo.InvariantCulture, $"engine {Milliseconds:F1} ms, peak memory {PeakMebibytes:F0} MiB");

    private static EngineAlone Run(EngineStep step, int repetitions)
    {
        using var owned = step;
        var times = new List<double>();
        for (var repetition = -WarmUp; repetition < repetitions; repetition++)
        {
            var start = Stopwatch.GetTimestamp();
            step.Run();
            if (repetition >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return new EngineAlone(times.Order().ElementAt(times.Count / 2), PeakMemory.Read());
    }
}

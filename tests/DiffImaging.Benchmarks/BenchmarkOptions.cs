using System.Globalization;

namespace DiffImaging.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage = "expected any of: --scene inline|fourier-ptychography|lensless --size N (64 to 8192) --padding N (0 to 64) --threads N (0: torch's own choice) --repetitions N --engine-only (with --leds-per-side N (1 to 64) --frames-at-once N) --json";

    /// <summary>What is timed.</summary>
    public BenchmarkScene Scene { get; init; }

    /// <summary>Rows and columns of the object; of the in-line scene alone.</summary>
    public int Size { get; init; } = 1024;

    /// <summary>Samples of a field beyond the recorded image on each side; of the scene of Fourier ptychography alone.</summary>
    public int Padding { get; init; }

    /// <summary>Threads of torch and of the fused kernels; 0 for torch's own choice.</summary>
    public int Threads { get; init; }

    /// <summary>Rounds in which every candidate is timed once.</summary>
    public int Repetitions { get; init; } = 40;

    /// <summary>Whether the engine runs alone: for a profiler, and for peak memory.</summary>
    public bool EngineOnly { get; init; }

    /// <summary>LEDs along each side of the array; of the scene of Fourier ptychography with the engine alone.</summary>
    public int LedsPerSide { get; init; } = FourierPtychography.PtychographyScene.Side;

    /// <summary>Most frames that are computed at once, 0 for no bound; likewise.</summary>
    public int FramesAtOnce { get; init; }

    /// <summary>Whether the figures are printed as JSON.</summary>
    public bool Json { get; init; }

    /// <exception cref="ArgumentException">An argument is not known, or its number is out of range.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (var index = 0; index < arguments.Count; index++)
        {
            options = arguments[index] switch
            {
                "--scene" => options with { Scene = ReadScene(arguments, ++index) },
                "--size" => options with { Size = Number(arguments, ++index, 64, 8192) },
                "--padding" => options with { Padding = Number(arguments, ++index, 0, 64) },
                "--threads" => options with { Threads = Number(arguments, ++index, 0, 1024) },
                "--repetitions" => options with { Repetitions = Number(arguments, ++index, 1, 100_000) },
                "--leds-per-side" => options with { LedsPerSide = Number(arguments, ++index, 1, 64) },
                "--frames-at-once" => options with { FramesAtOnce = Number(arguments, ++index, 0, 4096) },
                "--engine-only" => options with { EngineOnly = true },
                "--json" => options with { Json = true },
                _ => throw new ArgumentException($"found '{arguments[index]}'; {Usage}"),
            };
        }

        return options;
    }

    private static BenchmarkScene ReadScene(IReadOnlyList<string> arguments, int index) => arguments.ElementAtOrDefault(index) switch
    {
        "inline" => BenchmarkScene.Inline,
        "fourier-ptychography" => BenchmarkScene.FourierPtychography,
        "lensless" => BenchmarkScene.Lensless,
        var other => throw new ArgumentException($"found '{other}' after {arguments[index - 1]}; {Usage}"),
    };

    private static int Number(IReadOnlyList<string> arguments, int index, int smallest, int largest) =>
        index < arguments.Count && int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest
            ? number
            : throw new ArgumentException($"found '{arguments.ElementAtOrDefault(index)}' after {arguments[index - 1]}; {Usage}");
}

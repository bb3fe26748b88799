using System.Diagnostics;
using DiffImaging.Benchmarks;
using DiffImaging.Benchmarks.FourierPtychography;
using DiffImaging.Benchmarks.Lensless;
using DiffImaging.Host.Terminal;
using TorchSharp;

const int WarmUp = 5;

BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

NativeThreads.SpinBriefly();
NativeMemory.KeepLargeBlocks();
if (options.Threads > 0)
{
    torch.set_num_threads(options.Threads);
}

if (options.EngineOnly)
{
    Console.WriteLine(EngineAlone.Run(options).ToText());
    return 0;
}

var report = options.Scene switch
{
    BenchmarkScene.FourierPtychography => Ptychography(),
    BenchmarkScene.Lensless => Lensless(),
    _ => Inline(),
};
Console.WriteLine(options.Json ? report.ToJson() : report.ToText());
return 0;

BenchmarkReport Inline()
{
    using var scene = new InlineScene(options.Size);
    using var engine = new EngineStep(scene.Problem, scene.Start, InlineScene.Rate);
    Repeat(engine, WarmUp);
    var enginePeak = PeakMemory.Read();
    using var transforms = new TransformsStep(options.Size);
    using var autograd = new AutogradStep(scene);
    var agreement = Agreement.Between(engine, autograd);
    return Time([transforms, engine, autograd], agreement, enginePeak, options.Size,
        $"one joint iteration, {options.Size} x {options.Size} complex64, object and distance, amplitude fidelity, Adam");
}

BenchmarkReport Ptychography()
{
    using var scene = new PtychographyScene(options.Padding);
    using var engine = new EngineStep(scene.Problem, scene.Start, PtychographyScene.Rate);
    Repeat(engine, WarmUp);
    var enginePeak = PeakMemory.Read();
    using var transforms = new PtychographyTransforms(scene.FieldSize);
    using var autograd = new PtychographyAutograd(scene);
    var agreement = Agreement.Between(engine, autograd);
    return Time([transforms, engine, autograd], agreement, enginePeak, scene.FieldSize * PtychographyScene.Upsampling,
        $"one joint iteration, {PtychographyScene.Leds} x {scene.FieldSize} x {scene.FieldSize} to {scene.FieldSize * PtychographyScene.Upsampling}², object, pupil and geometry, amplitude fidelity, Adam");
}

BenchmarkReport Lensless()
{
    using var scene = new LenslessScene();
    using var engine = new EngineStep(scene.Problem, scene.Start, LenslessScene.Rate);
    Repeat(engine, WarmUp);
    var enginePeak = PeakMemory.Read();
    using var transforms = new LenslessTransforms();
    using var autograd = new LenslessAutograd(scene);
    var agreement = Agreement.Between(engine, autograd);
    return Time([transforms, engine, autograd], agreement, enginePeak, LenslessScene.Pixels * LenslessScene.Refinement,
        $"one joint iteration, {LenslessScene.Frames} x 256 x 256 to 1024 x 1024, object, shifts and heights, amplitude fidelity, Adam");
}

BenchmarkReport Time(IStep[] steps, Agreement agreement, double? enginePeak, int size, string title)
{
    Repeat(steps[0], WarmUp);
    Repeat(steps[2], options.Scene == BenchmarkScene.Inline ? WarmUp : 1);
    var times = steps.Select(_ => new double[options.Repetitions]).ToArray();
    for (var round = 0; round < options.Repetitions; round++)
    {
        for (var index = 0; index < steps.Length; index++)
        {
            var start = Stopwatch.GetTimestamp();
            steps[index].Run();
            times[index][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    return new BenchmarkReport
    {
        Title = title,
        Transforms = steps[0].Name,
        Size = size,
        Threads = torch.get_num_threads(),
        Repetitions = options.Repetitions,
        TransformsMilliseconds = Median(times[0]),
        EngineMilliseconds = Median(times[1]),
        AutogradMilliseconds = Median(times[2]),
        EngineToTransforms = MedianRatio(times[1], times[0]),
        AutogradToTransforms = MedianRatio(times[2], times[0]),
        AutogradToEngine = MedianRatio(times[2], times[1]),
        RelativeDifference = agreement,
        EnginePeakMebibytes = enginePeak,
        PeakMebibytes = PeakMemory.Read(),
    };
}

static void Repeat(IStep step, int count)
{
    for (var repetition = 0; repetition < count; repetition++)
    {
        step.Run();
    }
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}

static double MedianRatio(double[] numerator, double[] denominator) => Median(numerator.Zip(denominator, (a, b) => a / b));

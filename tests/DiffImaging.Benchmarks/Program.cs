using System.Diagnostics;
using DiffImaging.Benchmarks;
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

using var scene = new InlineScene(options.Size);
using var engine = new EngineStep(scene);
Repeat(engine, WarmUp);
var enginePeak = PeakMemory.Read();

using var transforms = new TransformsStep(options.Size);
using var autograd = new AutogradStep(scene);
var agreement = Agreement.Between(engine, autograd);
Repeat(transforms, WarmUp);
Repeat(autograd, WarmUp);

IStep[] steps = [transforms, engine, autograd];
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

var report = new BenchmarkReport
{
    Size = options.Size,
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
Console.WriteLine(options.Json ? report.ToJson() : report.ToText());
return 0;

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

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Runs;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Studies;

/// <summary>Runs every seed, variant and scenario of a study, several at a time, and keeps each finished run on disk so that a
/// study that was stopped goes on where it was.</summary>
internal sealed class StudyRunner(StudyDefinition study, string path, PluginCatalog catalog, string folder, Action<string> report)
{
    private static readonly JsonSerializerOptions Format = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    // TorchSharp may free the number of an operation like x * 2 while the operation reads it, when a collection happens at that moment: seldom, and hardly twice in a run.
    private const int Attempts = 2;

    // Of a parameter that is listed number by number.
    private const int MostNumbers = 64;

    private static readonly string Program = Provenance.Version(typeof(StudyRunner).Assembly);

    /// <summary>Runs that ended in an exception, each with its first line; a study without them is not whole.</summary>
    public ConcurrentBag<string> Failures { get; } = [];

    /// <summary>Runs what has not been run yet. A run that fails costs itself, not the hours of the others.</summary>
    /// <exception cref="ConfigurationException">The experiment has errors.</exception>
    /// <exception cref="UnusableMeasurementException">Its data cannot be used.</exception>
    public IReadOnlyList<StudyRun> Run(int parallel, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var experiment = Absolute(study.Experiment);
        var cases = study.Variants.SelectMany(variant => Enumerable.Range(1, variant.Seeds ?? study.Seeds).Select(seed => (Variant: variant, Seed: seed))).ToList();
        var count = cases.Sum(item => study.ScenariosOf(item.Variant).Count);
        var runs = new ConcurrentBag<StudyRun>();
        var done = 0;

        // Watched runs are compared by their time: one seed of every variant after the other, so that what else the machine does meets all of them.
        var ordered = Partitioner.Create(study.Watch ? cases.OrderBy(item => item.Seed) : cases.AsEnumerable(), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(ordered, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation }, item =>
        {
            foreach (var scenario in study.ScenariosOf(item.Variant))
            {
                cancellation.ThrowIfCancellationRequested();
                var end = RunGuarded(experiment, item.Variant, item.Seed, scenario, runs, cancellation);

                // A study of hundreds of runs would end with the heap of all that ever were at once.
                NativeMemory.GiveBack();
                report($"{Interlocked.Increment(ref done)}/{count}  {item.Variant.Name} seed {item.Seed} {KebabCase.From(scenario.ToString())}: {end}");
            }
        });
        return [.. runs.OrderBy(run => study.Variants.ToList().FindIndex(variant => variant.Name == run.Variant)).ThenBy(run => run.Seed).ThenBy(run => run.Scenario)];
    }

    private string RunGuarded(string experiment, StudyVariant variant, int seed, Scenario scenario, ConcurrentBag<StudyRun> runs, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var run = RunOne(experiment, variant, seed, scenario, cancellation);
                runs.Add(run);
                return run.Status;
            }
            catch (ConfigurationException exception) when (catalog.Plugins.Any(plugin => plugin.HasMisbehaved))
            {
                // What needs that plugin cannot be run any more; the rest can.
                var end = $"failed: {exception.Message.Split('\n')[0]}";
                Failures.Add($"{variant.Name} seed {seed} {KebabCase.From(scenario.ToString())} {end}");
                return end;
            }
            catch (Exception exception) when (
                exception is not (OperationCanceledException or ConfigurationException or UnusableMeasurementException or MeasurementException or OutOfMemoryException))
            {
                var end = $"failed: {(exception is PluginException ? "" : exception.GetType().Name + ": ")}{exception.Message.Split('\n')[0]}";
                if (attempt == Attempts)
                {
                    Failures.Add($"{variant.Name} seed {seed} {KebabCase.From(scenario.ToString())} {end}");
                    return end;
                }

                report($"{variant.Name} seed {seed} {KebabCase.From(scenario.ToString())} {end}; once more");
            }
        }
    }

    private StudyRun RunOne(string experiment, StudyVariant variant, int seed, Scenario scenario, CancellationToken cancellation)
    {
        string[] settings = [.. study.Settings.Concat(variant.Settings).Select(setting => Fill(setting, seed))];
        var file = Path.Combine(folder, $"{variant.Name}-{seed}-{KebabCase.From(scenario.ToString())}.json");
        var tree = ExperimentLayers.Read([experiment, .. variant.Files.Select(Absolute)], settings, useEnvironment: false);
        var loaded = LoadedExperiment.Load(Path.GetFileNameWithoutExtension(experiment), tree, new ExperimentPaths(experiment), catalog);
        var measurement = loaded.Source.Load();
        if (measurement.Truth is null && (study.Watch || scenario != Scenario.Blind))
        {
            throw new ConfigurationException($"{path}:{(study.Watch ? "watch" : "scenarios")}", "the experiment has a measurement, of which no truth is known; expected data:simulation. Take away what needs the truth, or simulate.");
        }

        HashSet<string> watched = study.Watch ? [.. study.Goals.Select(goal => goal.Of)] : [];
        var key = $"{Program} {loaded.Fingerprint(measurement)}{(watched.Count > 0 ? " watched: " + string.Join(' ', watched.Order(StringComparer.Ordinal)) : "")}";
        if (File.Exists(file) && JsonSerializer.Deserialize<Stored>(File.ReadAllText(file), Format) is { } stored && stored.Key == key)
        {
            // Otherwise the finished run owns it.
            measurement.Dispose();
            return stored.Run;
        }

        var watch = watched.Count > 0 ? new CourseWatch(watched) : null;
        using var finished = ExperimentRunner.Run(loaded, measurement, scenario, new OptimizationOptions(), cancellation, watch);
        if (finished.Outcome.Status == RunStatus.Cancelled)
        {
            throw new OperationCanceledException(cancellation);
        }

        var run = new StudyRun(variant.Name, seed, scenario, KebabCase.From(finished.Outcome.Status.ToString()), Values(finished)) { Course = watch?.Points ?? [] };
        File.WriteAllText(file + ".part", JsonSerializer.Serialize(new Stored(key, run), Format));
        File.Move(file + ".part", file, overwrite: true);
        return run;
    }

    private string Absolute(string file) => Path.GetFullPath(file, Path.GetDirectoryName(Path.GetFullPath(path))!);

    private string Fill(string setting, int seed)
    {
        var filled = setting.Replace("{seed}", seed.ToString(null as IFormatProvider), StringComparison.Ordinal);
        return study.Cycles.Aggregate(filled, (text, cycle) => text.Replace($"{{{cycle.Name}}}", cycle.Values[(seed - 1) % cycle.Values.Count], StringComparison.Ordinal));
    }

    private static Dictionary<string, double> Values(FinishedRun run)
    {
        var values = new Dictionary<string, double>(run.Metrics)
        {
            ["iterations"] = run.Outcome.Iterations,
            ["elapsedSeconds"] = run.Elapsed.TotalSeconds,
        };
        foreach (var variable in run.Experiment.Plan.Pipeline.Variables.Where(variable => variable.Parameter is { Count: <= MostNumbers }))
        {
            using var flat = run.Outcome.Point[variable.Key].reshape(-1);
            var numbers = flat.cpu().data<double>().ToArray();
            foreach (var (number, index) in numbers.Select((number, index) => (number, index)))
            {
                values[$"estimate.{variable.NumberName(index)}"] = number;
            }
        }

        return values;
    }

    // The key: which program, which resolved definition and which pixels.
    private sealed record Stored(string Key, StudyRun Run);
}

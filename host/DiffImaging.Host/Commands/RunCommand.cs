using System.CommandLine;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Runs;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Host.Commands;

/// <summary><c>run</c>: reconstructs a measurement.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var (files, set, plugins, json) = (CommonOptions.Files(), CommonOptions.Set(), CommonOptions.Plugins(), CommonOptions.Json());
        var output = CommonOptions.Output("Folder of the result; it appears whole or not at all [default: results/<experiment>].");
        var resume = new Option<bool>("--resume") { Description = "Go on from the checkpoint that a cancelled run left beside the output folder." };
        var supervised = new Option<bool>("--supervised") { Hidden = true, Description = "Tell of the run on standard output, a JSON object a line; stop when standard input says 'stop' or closes." };
        var roots = new Option<string[]>("--data-root") { Hidden = true, Description = "name=folder: a supervised run may read below it.", Arity = ArgumentArity.ZeroOrMore };
        var preview = new Option<string?>("--preview") { Hidden = true, Description = "Folder of small pictures of the object while the run goes." };
        var command = new HostCommand("run", "Reconstruct a measurement: object and uncertainty parameters together.")
        {
            Details = """
                The result is a folder with result.json, report.html and the images. Ctrl-C leaves a checkpoint beside it, from which
                --resume goes on to the same result.
                """,
            Examples = """
                diffimaging run host/experiments/holography.json
                diffimaging run my.json --set data:measurement=hologram.tif --set "modality:distance=33 mm" --output out
                diffimaging run my.json --set modality:distance:mode=fixed --json > result.json
                """,
        };
        command.Arguments.Add(files);
        command.Options.Add(set);
        command.Options.Add(output);
        command.Options.Add(resume);
        command.Options.Add(json);
        command.Options.Add(plugins);
        command.Options.Add(supervised);
        command.Options.Add(roots);
        command.Options.Add(preview);
        command.SetAction((call, cancellation) => Task.FromResult(ExitCodes.Guard(() =>
        {
            using var supervision = call.GetValue(supervised) ? new Supervision(Console.In, cancellation) : null;
            var scope = supervision is null ? null : FileScope.Of(call.GetValue(files)![0], call.GetValue(roots) ?? []);
            var experiment = LoadedExperiment.Load(call.GetValue(files)!, call.GetValue(set) ?? [], CommonOptions.PluginsPath(call.GetValue(plugins)), scope);
            return Run(experiment, call.GetValue(output), call.GetValue(resume), call.GetValue(json), supervision is not null, call.GetValue(preview), supervision?.Token ?? cancellation);
        })));
        return command;
    }

    private static int Run(LoadedExperiment experiment, string? output, bool resume, bool json, bool supervised, string? preview, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(output ?? Path.Combine("results", experiment.Name));
        ResultPlace.Require(folder, ResultFolder.Marker);
        var writer = json ? Console.Error : Console.Out;
        var events = supervised ? new EventStream(Console.Out) : null;
        IRunDisplay display = events is not null ? events : new ProgressDisplay(writer, json ? !Console.IsErrorRedirected : !Console.IsOutputRedirected);
        foreach (var warning in experiment.Plan.Warnings)
        {
            display.Report($"warning: {warning}");
        }

        var checkpoint = folder + ".checkpoint";
        if (resume && !File.Exists(checkpoint))
        {
            display.Report($"there is no checkpoint {checkpoint}: the run starts at its beginning");
        }

        NativeMemory.KeepLargeBlocks();
        var measurement = experiment.Source.Load();
        var options = new OptimizationOptions
        {
            Progress = display.Show,
            Look = preview is null ? null : new ObjectPreview(experiment.Plan.Pipeline.Variables, preview).Look,
            Report = display.Report,
            CheckpointPath = checkpoint,
            CheckpointInterval = TimeSpan.FromSeconds(experiment.Plan.Run.CheckpointInterval),
            Resume = resume,
            Fingerprint = experiment.Fingerprint(measurement),
        };
        using var run = ExperimentRunner.Run(experiment, measurement, Scenario.Blind, options, cancellation);
        display.End();
        foreach (var warning in run.LateWarnings)
        {
            display.Report($"warning: {warning}");
        }

        if (run.Outcome.Status == Engine.Runs.RunStatus.Cancelled)
        {
            events?.Ended(run.Outcome.Status, run.Outcome.Message);
            display.Report(run.Outcome.Message);
            return ExitCodes.Failed;
        }

        ResultFolder.Write(run, folder, "blind");
        if (events is not null)
        {
            events.Ended(run.Outcome.Status, run.Outcome.Message);
        }
        else if (json)
        {
            Console.Out.WriteLine(File.ReadAllText(Path.Combine(folder, ResultFolder.Marker)));
        }
        else
        {
            Summarize(run, folder);
        }

        return run.Outcome.Status is Engine.Runs.RunStatus.Converged or Engine.Runs.RunStatus.Stopped ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static void Summarize(FinishedRun run, string folder)
    {
        var outcome = run.Outcome;
        Console.WriteLine(FormattableString.Invariant(
            $"{outcome.Status.ToString().ToLowerInvariant()} after {outcome.Iterations} iterations in {run.Elapsed.TotalSeconds:0.0} s; fidelity {outcome.InitialFidelity:G5} → {outcome.FinalFidelity:G5}"));
        if (outcome.Message.Length > 0)
        {
            Console.WriteLine(outcome.Message);
        }

        foreach (var variable in run.Experiment.Plan.Pipeline.Variables.Where(variable => variable.Parameter is { Count: 1 } && variable.IsActive))
        {
            var (unit, nominal) = (variable.Parameter!.Unit, variable.Parameter.Nominal[0]);
            var estimate = outcome.Point[variable.Key].cpu().data<double>()[0];
            var truth = run.Measurement.Truth?.Parameters.TryGetValue(variable.Key, out var values) == true ? $", truth {QuantityFormat.Format(values[0], unit, 6)}" : "";
            Console.WriteLine($"  {variable.Key,-28} {QuantityFormat.Format(estimate, unit, 6),14}{Deviations(run, variable.Key, unit)}   nominal {QuantityFormat.Format(nominal, unit, 6)}{truth}");
        }

        Console.WriteLine($"report: {Path.Combine(folder, "report.html")}");
    }

    private static string Deviations(FinishedRun run, string key, string unit) =>
        run.Metrics.TryGetValue($"repeatability.{key}", out var repeatability) && run.Metrics.TryGetValue($"posterior.{key}", out var posterior)
            ? $" ± {QuantityFormat.Format(repeatability, unit, 2)} repeatability, ± {QuantityFormat.Format(posterior, unit, 2)} posterior{(run.Metrics.TryGetValue($"bias.{key}", out var bias) ? $", bias {QuantityFormat.Format(bias, unit, 2)}" : "")}"
            : "";
}

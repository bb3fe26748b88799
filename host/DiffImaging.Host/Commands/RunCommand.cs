using System.CommandLine;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Host.Batches;
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
        var calls = new Option<string?>("--calls") { Hidden = true, Description = "File that tells which plugin is called, whatever becomes of the process." };
        var child = new Option<string?>("--child") { Hidden = true, Description = "A last layer: what a child of the definition's batch has of its own." };
        var command = new HostCommand("run", "Reconstruct a measurement: object and uncertainty parameters together.")
        {
            Details = """
                The result is a folder with result.json, report.html and the images. Ctrl-C leaves a checkpoint beside it, from which
                --resume goes on to the same result. A definition with a section 'batch' gives one experiment after the other, and one
                result of them all; the results of each lie in the folder with .children behind its name.
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
        command.Options.Add(calls);
        command.Options.Add(child);
        command.SetAction((call, cancellation) => Task.FromResult(ExitCodes.Guard(() =>
        {
            using var record = call.GetValue(calls) is { } file ? CallRecord.Open(file) : null;
            var events = call.GetValue(supervised) ? Tell() : null;
            using var supervision = call.GetValue(supervised) ? new Supervision(Console.In, cancellation) : null;
            var (definitions, token) = (call.GetValue(files)!, supervision?.Token ?? cancellation);
            var scope = supervision is null ? null : FileScope.Of(definitions[0], call.GetValue(roots) ?? []);
            var (paths, catalog) = (new ExperimentPaths(definitions[0], scope), PluginCatalog.Load(CommonOptions.PluginsPath(call.GetValue(plugins))));
            var tree = ExperimentLayers.Read(call.GetValue(child) is { } layer ? [.. definitions, layer] : definitions, call.GetValue(set) ?? []);
            var name = Path.GetFileNameWithoutExtension(definitions[0]);
            var folder = Path.GetFullPath(call.GetValue(output) ?? Path.Combine("results", name));
            var options = new RunCall(call.GetValue(resume), call.GetValue(json), events, call.GetValue(preview));
            return call.GetValue(child) is null && BatchPlan.Read(tree, paths) is { } batch
                ? RunBatch(name, batch, paths, catalog, folder, options, token)
                : RunOne(LoadedExperiment.Load(name, BatchPlan.WithoutBatch(tree), paths, catalog), folder, options, token);
        })));
        return command;
    }

    // From here on standard output belongs to the supervisor.
    private static EventStream Tell()
    {
        var events = new EventStream(OutputByCaller.Own);
        Console.SetOut(new PluginOutput(events.Report));
        return events;
    }

    private static int RunOne(LoadedExperiment experiment, string folder, RunCall call, CancellationToken cancellation)
    {
        ResultPlace.Require(folder, ResultFolder.Marker);
        var events = call.Events;
        IRunDisplay display = events is not null ? events : call.Display();
        events?.Uses(experiment.Uses);
        using var run = new ExperimentRun(experiment, folder, display) { Resume = call.Resume, Preview = call.Preview }.Execute(cancellation);
        if (run.Outcome.Status == Engine.Runs.RunStatus.Cancelled)
        {
            events?.Ended(run.Outcome.Status, run.Outcome.Message);
            display.Report(run.Outcome.Message);
            return ExitCodes.Failed;
        }

        if (events is not null)
        {
            foreach (var line in TimingDocument.Lines(experiment.Uses))
            {
                display.Report(line);
            }

            events.Ended(run.Outcome.Status, run.Outcome.Message);
        }
        else if (call.Json)
        {
            Console.Out.WriteLine(File.ReadAllText(Path.Combine(folder, ResultFolder.Marker)));
        }
        else
        {
            Summarize(run, folder);
        }

        return ExperimentRun.IsDone(run.Outcome.Status) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static int RunBatch(string name, BatchPlan batch, ExperimentPaths paths, PluginCatalog catalog, string folder, RunCall call, CancellationToken cancellation)
    {
        ResultPlace.Require(folder, ResultFolder.Marker);
        BatchCheck.Check(batch, paths, catalog);
        var outcome = new BatchRunner(batch, paths, catalog, call.Display()).Run(batch.Title.Length > 0 ? batch.Title : name, folder, call.Resume, cancellation);
        Console.Out.WriteLine(call.Json ? File.ReadAllText(Path.Combine(folder, ResultFolder.Marker)) : $"{outcome.Status}: {outcome.Children.Count - outcome.Failures} of {outcome.Children.Count} children succeeded. {outcome.Message}");
        if (!call.Json)
        {
            Console.Out.WriteLine($"report: {Path.Combine(folder, "report.html")}");
        }

        return outcome.Status == "failed" ? ExitCodes.Failed : ExitCodes.Done;
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
            ? $" ± {QuantityFormat.Format(repeatability, unit, 2)} repeatability, ± {QuantityFormat.Format(posterior, unit, 2)} posterior"
                + (run.Metrics.TryGetValue($"jackknife.{key}", out var jackknife) ? $", ± {QuantityFormat.Format(jackknife, unit, 2)} jackknife" : "")
                + (run.Metrics.TryGetValue($"bias.{key}", out var bias) ? $", bias {QuantityFormat.Format(bias, unit, 2)}" : "")
            : "";
}

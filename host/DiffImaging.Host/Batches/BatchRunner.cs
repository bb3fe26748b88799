using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Host.Batches.Joining;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Batches;

/// <summary>Runs the children of a batch one after the other in this process.</summary>
/// <param name="batch">The batch.</param>
/// <param name="paths">Where the paths of its definition lead.</param>
/// <param name="catalog">The plugins.</param>
/// <param name="display">Takes what the runs have to say.</param>
internal sealed class BatchRunner(BatchPlan batch, ExperimentPaths paths, PluginCatalog catalog, IRunDisplay display)
{
    /// <summary>Runs the children and joins their results.</summary>
    /// <param name="title">What people call the batch.</param>
    /// <param name="folder">Where the joined result appears; theirs lie in the folder with <c>.children</c> behind it.</param>
    /// <param name="resume">Whether those that have a result are left out, and a checkpoint is gone on from.</param>
    /// <param name="cancellation">Stops after the present iteration.</param>
    /// <exception cref="OperationCanceledException">It was stopped; what is done is done.</exception>
    public BatchOutcome Run(string title, string folder, bool resume, CancellationToken cancellation)
    {
        var children = new List<ChildResult>();
        foreach (var (child, index) in batch.Children.Select((child, index) => (child, index)))
        {
            cancellation.ThrowIfCancellationRequested();
            var place = Path.Combine(folder + ".children", FormattableString.Invariant($"{index + 1:0000}"));
            display.Report(FormattableString.Invariant($"{index + 1}/{batch.Children.Count}  {child.Name}"));
            children.Add(RunOne(child, place, resume, cancellation));
            if (children.Count(done => !done.HasSucceeded) > batch.Options.MostFailures)
            {
                children.AddRange(batch.Children.Skip(index + 1).Select(left => new ChildResult(left.Name, left.Overlay, BatchOutcome.Cancelled, "too many others had failed", null)));
                break;
            }
        }

        return BatchFolder.Write(title, batch.Options, children, folder);
    }

    private LoadedExperiment Load(BatchChild child) => LoadedExperiment.Load(child.Name, batch.Of(child), paths, catalog);

    private ChildResult RunOne(BatchChild child, string place, bool resume, CancellationToken cancellation)
    {
        ChildResult Ended(string state, string message, string? folder) => new(child.Name, child.Overlay, state, message, folder);
        if (resume && Ended(ChildResult.Succeeded, "", place) is var known && (string?)known.Document["status"] is "converged" or "stopped")
        {
            return known;
        }

        try
        {
            ResultPlace.Require(place, ResultFolder.Marker);
            using var run = new ExperimentRun(Load(child), place, display) { Resume = resume }.Execute(cancellation);
            cancellation.ThrowIfCancellationRequested();
            return Ended(ExperimentRun.IsDone(run.Outcome.Status) ? ChildResult.Succeeded : ChildResult.Failed, run.Outcome.Message, place);
        }
        catch (Exception exception) when (exception is ConfigurationException or UnusableMeasurementException or MeasurementException or PluginException or IOException or InvalidOperationException or System.Runtime.InteropServices.ExternalException)
        {
            display.Report($"failed: {exception.Message}");
            return Ended(ChildResult.Failed, exception.Message, null);
        }
    }
}

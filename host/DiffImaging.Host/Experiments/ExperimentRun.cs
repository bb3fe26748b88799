using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Runs;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Experiments;

/// <summary>A run from the checked experiment to the folder of its result.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Folder">Where the result appears.</param>
/// <param name="Display">Takes what the run has to say.</param>
internal sealed record ExperimentRun(LoadedExperiment Experiment, string Folder, IRunDisplay Display)
{
    /// <summary>Whether it goes on from the checkpoint beside the folder.</summary>
    public bool Resume { get; init; }

    /// <summary>Folder of small pictures while it goes; null for none.</summary>
    public string? Preview { get; init; }

    /// <summary>Whether a run has come to a result that can be believed.</summary>
    public static bool IsDone(RunStatus status) => status is RunStatus.Converged or RunStatus.Stopped;

    /// <summary>Runs it; the result is written unless it was cancelled.</summary>
    /// <param name="cancellation">Stops it after the present iteration, with a checkpoint.</param>
    /// <returns>The finished run; disposed by the caller.</returns>
    public FinishedRun Execute(CancellationToken cancellation)
    {
        foreach (var warning in Experiment.Plan.Warnings)
        {
            Display.Report($"warning: {warning}");
        }

        var checkpoint = Folder + ".checkpoint";
        if (Resume && !File.Exists(checkpoint))
        {
            Display.Report($"there is no checkpoint {checkpoint}: the run starts at its beginning");
        }

        NativeMemory.KeepLargeBlocks();
        var measurement = Experiment.Source.Load();
        var options = new OptimizationOptions
        {
            Progress = Display.Show,
            Look = Preview is null ? null : new ObjectPreview(Experiment.Plan.Pipeline.Variables, Preview).Look,
            Report = Display.Report,
            CheckpointPath = checkpoint,
            CheckpointInterval = TimeSpan.FromSeconds(Experiment.Plan.Run.CheckpointInterval),
            Resume = Resume,
            Fingerprint = Experiment.Fingerprint(measurement),
        };
        var run = ExperimentRunner.Run(Experiment, measurement, Scenario.Blind, options, cancellation);
        Display.End();
        foreach (var warning in run.LateWarnings)
        {
            Display.Report($"warning: {warning}");
        }

        if (run.Outcome.Status != RunStatus.Cancelled)
        {
            ResultFolder.Write(run, Folder, "blind");
        }

        return run;
    }
}

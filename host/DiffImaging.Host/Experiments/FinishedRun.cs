using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Host.Experiments;

/// <summary>A run that has ended, with what is needed to write it down.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Measurement">Its measurement.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Prediction">The prediction at the end, frame after frame.</param>
/// <param name="Metrics">Figures by name.</param>
/// <param name="Elapsed">Time of this process from the first guess, or the checkpoint, to the end.</param>
internal sealed record FinishedRun(
    LoadedExperiment Experiment,
    LoadedMeasurement Measurement,
    RunOutcome Outcome,
    float[] Prediction,
    IReadOnlyDictionary<string, double> Metrics,
    TimeSpan Elapsed) : IDisposable
{
    /// <summary>Figures of the modality's own field; their numbers are among the metrics.</summary>
    public DomainFigures Figures { get; init; } = DomainFigures.None;

    /// <summary>How far the objects' spectra stand above the noise; none where the fidelity does not tell.</summary>
    public IReadOnlyList<SpectralSignal> Signals { get; init; } = [];

    /// <summary>Where the measurement lies farther from the model than noise explains; null where the fidelity does not tell.</summary>
    public MisfitPlaces? MisfitPlaces { get; init; }

    /// <summary>Error bars of the parameters; null where none were asked for, or the fidelity does not tell.</summary>
    public ParameterUncertainty? Uncertainty { get; init; }

    /// <summary>Standard deviations of the objects, place by place; none where they were not asked for, or the fidelity does not tell.</summary>
    public IReadOnlyList<ObjectDeviation> Deviations { get; init; } = [];

    /// <summary>What people should know about the work after the optimisation.</summary>
    public IReadOnlyList<string> LateWarnings { get; init; } = [];

    /// <summary>All warnings: of the measurement, of the definition, of the work after the optimisation.</summary>
    public IEnumerable<string> Warnings =>
        [.. Measurement.Warnings, .. Experiment.Plan.Warnings.Select(finding => finding.ToString()), .. LateWarnings];

    public void Dispose()
    {
        Outcome.Dispose();
        Measurement.Dispose();
    }
}

using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Engine.Runs;

/// <summary>What a run ends with.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Message">What people should know about the end; empty where nothing.</param>
/// <param name="Point">The best iterate; owned by this outcome.</param>
/// <param name="Iterations">Iterations done.</param>
/// <param name="InitialFidelity">Fidelity at the first guess.</param>
/// <param name="FinalFidelity">Fidelity at the best iterate.</param>
/// <param name="History">The course.</param>
public sealed record RunOutcome(
    RunStatus Status, string Message, JointPoint Point, int Iterations, double InitialFidelity, double FinalFidelity, RunHistory History) : IDisposable
{
    /// <summary>The curves of the first guess; those of the checkpoint where the run was resumed.</summary>
    public IReadOnlyList<ScanCurve> Scans { get; init; } = [];

    /// <summary>What noise does not explain at the end; null where the fidelity does not tell.</summary>
    public Misfit? Misfit { get; init; }

    /// <summary>The frames that count in any phase, by the frame sets as they are at the end, ascending.</summary>
    public IReadOnlyList<int> Frames { get; init; } = [];

    /// <summary>What the weights of regularizers were multiplied with, by name; none where they were as given.</summary>
    public IReadOnlyDictionary<string, double> WeightFactors { get; init; } = new Dictionary<string, double>();

    /// <summary>The modality's frame sets as they are at the end, by name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> FrameSets { get; init; } = new Dictionary<string, IReadOnlyList<int>>();

    /// <inheritdoc />
    public void Dispose() => Point.Dispose();
}

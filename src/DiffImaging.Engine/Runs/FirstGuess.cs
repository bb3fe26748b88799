using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Engine.Runs;

/// <summary>Where the optimisation starts.</summary>
/// <param name="Point">Values of every variable; owned by this guess.</param>
/// <param name="Scans">The curves that led to it.</param>
/// <param name="FrameSets">The frame sets that the modality found, by name.</param>
public sealed record FirstGuess(JointPoint Point, IReadOnlyList<ScanCurve> Scans, IReadOnlyDictionary<string, IReadOnlyList<int>> FrameSets) : IDisposable
{
    /// <summary>What the weights of regularizers are multiplied with, by name; those that are not named stay.</summary>
    public IReadOnlyDictionary<string, double> WeightFactors { get; init; } = new Dictionary<string, double>();

    /// <inheritdoc />
    public void Dispose() => Point.Dispose();
}

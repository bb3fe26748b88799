using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Engine.Runs;

/// <summary>Everything that the next iteration depends on.</summary>
internal sealed record Checkpoint : IDisposable
{
    /// <summary>Hash of the resolved definition and the measurement: a checkpoint fits only its own experiment.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Index of the phase.</summary>
    public required int Phase { get; init; }

    /// <summary>Iterations of the phase done.</summary>
    public required int PhaseIteration { get; init; }

    /// <summary>Iterations done over all phases.</summary>
    public required int Iteration { get; init; }

    /// <summary>Fidelity at the first guess.</summary>
    public required double InitialFidelity { get; init; }

    /// <summary>Fidelity and priors of the best iterate of the phase.</summary>
    public required double BestSmooth { get; init; }

    /// <summary>The last fidelities, from which the phase sees that it has settled.</summary>
    public required IReadOnlyList<double> Recent { get; init; }

    /// <summary>Times that the step was shrunk in the phase.</summary>
    public required int Shrinks { get; init; }

    /// <summary>The present iterate.</summary>
    public required JointPoint Point { get; init; }

    /// <summary>The best iterate of the phase.</summary>
    public required JointPoint Best { get; init; }

    /// <summary>The solver's memory.</summary>
    public required SolverState Solver { get; init; }

    /// <summary>How the phases before this one have ended.</summary>
    public PhaseEnds Ends { get; init; } = PhaseEnds.None;

    /// <summary>What the regularizers have adapted to.</summary>
    public SolverState Adapted { get; init; } = new();

    /// <summary>What the stopping rules of the phase remember.</summary>
    public SolverState Rules { get; init; } = new();

    /// <summary>The course so far.</summary>
    public required IReadOnlyList<HistoryEntry> History { get; init; }

    /// <summary>The curves of the first guess: a resumed run makes none, and its report shows these.</summary>
    public IReadOnlyList<ScanCurve> Scans { get; init; } = [];

    /// <summary>What the weights of regularizers are multiplied with, by name.</summary>
    public IReadOnlyDictionary<string, double> WeightFactors { get; init; } = new Dictionary<string, double>();

    /// <summary>The frame sets of the first guess.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> FrameSets { get; init; } = new Dictionary<string, IReadOnlyList<int>>();

    /// <summary>Disposes what was read from a file: the iterates and the tensors of solver, regularizers and stopping rules.</summary>
    public void Dispose()
    {
        Point.Dispose();
        Best.Dispose();
        foreach (var tensor in Solver.Tensors.Values.Concat(Adapted.Tensors.Values).Concat(Rules.Tensors.Values))
        {
            tensor.Dispose();
        }
    }
}

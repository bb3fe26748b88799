using DiffImaging.Engine.Optimization;

namespace DiffImaging.Engine.Memory;

/// <summary>What a part of a run holds at its peak, as multiples of what its plan tells.</summary>
/// <remarks>Measured, see memory.md: beside what solvers keep by their definition there are temporaries of stages, fidelities and regularizers,
/// and blocks of the heap that wait for the collector.</remarks>
/// <param name="Fields">Times one field: the object variables, or the largest signal of a single frame where that is larger.</param>
/// <param name="Signals">Times the signals of all frames that are computed at once.</param>
internal readonly record struct SolverMemory(double Fields, double Signals)
{
    /// <summary>Simulating a measurement: nothing but the forward model.</summary>
    public static readonly SolverMemory Simulation = new(4, 3);

    /// <summary>Error bars: a linearised model, exact second derivatives, a preconditioner, conjugate gradients.</summary>
    public static readonly SolverMemory ErrorBars = new(224, 15);

    /// <summary>What a phase holds.</summary>
    public static SolverMemory Of(PhaseOptions phase) => phase.Solver switch
    {
        SolverKind.Adam => new(44, 6),
        SolverKind.Sgd => new(61, 8),
        SolverKind.Fista => new(61, 8),
        SolverKind.Alternating => new(61, 8),
        SolverKind.Parameters => new(50, 8),
        SolverKind.Admm => new(125, 12),
        SolverKind.Lbfgs => new(122 + 4 * phase.Memory, 10),
        _ => new(207, 15),
    };
}

using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>Moves the few uncertainty parameters of an alternating phase, the object being at its optimum for them: the seam
/// for second-order methods on θ.</summary>
internal interface IParameterSolver
{
    /// <summary>Moves the parameters once.</summary>
    /// <param name="point">Values of every variable; the parameters are changed in place.</param>
    /// <param name="iteration">Iteration counted over all phases, for the weights.</param>
    /// <returns>The largest move, in natural scales.</returns>
    double Move(JointPoint point, int iteration);

    /// <summary>Largest step from now on half as long.</summary>
    void Shrink();

    /// <summary>What the next move depends on.</summary>
    SolverState Save();

    /// <summary>Goes back to a saved state.</summary>
    void Restore(SolverState state);
}

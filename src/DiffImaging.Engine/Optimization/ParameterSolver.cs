namespace DiffImaging.Engine.Optimization;

/// <summary>Makes the parameter solver that a phase names.</summary>
internal static class ParameterSolver
{
    public static IParameterSolver Create(JointProblem problem, ScaledParameters parameters, PhaseOptions options) =>
        options.ParameterSolver == ParameterSolverKind.Secant
            ? new SecantParameterSolver(problem, parameters, options)
            : new GaussNewtonParameterSolver(problem, parameters, options);
}

using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Engine.Optimization;

/// <summary>Makes the parameter solver that a phase names.</summary>
internal static class ParameterSolver
{
    /// <exception cref="InvalidOperationException">A parameter has too many elements: parameter solvers are for few.</exception>
    public static IParameterSolver Create(JointProblem problem, ScaledParameters parameters, PhaseOptions options)
    {
        if (parameters.Large is [var key, ..])
        {
            throw new InvalidOperationException($"phase '{options.Name}': {TooLarge(key, problem.Parameter(key))}");
        }

        return options.ParameterSolver switch
        {
            ParameterSolverKind.Secant => new SecantParameterSolver(problem, parameters, options),
            ParameterSolverKind.Adam => new AdamParameterSolver(problem, parameters, options),
            _ => new GaussNewtonParameterSolver(problem, parameters, options),
        };
    }

    /// <summary>Says that a parameter is too large, and what to do.</summary>
    public static string TooLarge(string key, UncertaintyParameter parameter) =>
        $"'{key}' has {parameter.Count} elements, and this solver is for few; expected at most {ScaledParameters.MostProbes}. "
        + "Take gauss-newton or adam, or leave it out of the phase's variables.";
}

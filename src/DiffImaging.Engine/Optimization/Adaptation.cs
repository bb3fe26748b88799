using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Regularizers that adapt to the object at the start of a phase.</summary>
internal static class Adaptation
{
    /// <summary>Adapts every regularizer that counts in a phase to the object as it is.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="point">Where the phase begins.</param>
    /// <param name="phase">The phase; what it leaves out does not adapt.</param>
    /// <param name="report">Takes a line for each that has something to say; null for none.</param>
    public static void Begin(JointProblem problem, JointPoint point, PhaseOptions phase, Action<string>? report)
    {
        using var quiet = torch.no_grad();
        foreach (var (term, regularizer) in Adaptive(problem).Where(pair => !phase.Without.Contains(pair.Term.Name)))
        {
            using var scope = torch.NewDisposeScope();
            var line = regularizer.Adapt(point[term.Target]);
            if (line.Length > 0)
            {
                report?.Invoke($"phase '{phase.Name}': '{term.Name}': {line}");
            }
        }
    }

    /// <summary>What every regularizer has adapted to; the tensors are borrowed.</summary>
    public static SolverState Save(JointProblem problem)
    {
        var state = new SolverState();
        foreach (var (term, regularizer) in Adaptive(problem))
        {
            for (var index = 0; index < regularizer.State.Count; index++)
            {
                state.Tensors[$"{term.Name}/{index}"] = regularizer.State[index];
            }
        }

        return state;
    }

    /// <summary>Goes back to a saved state; its tensors are copied.</summary>
    public static void Restore(JointProblem problem, SolverState state)
    {
        foreach (var (term, regularizer) in Adaptive(problem))
        {
            regularizer.Restore(state.Below(term.Name).InOrder());
        }
    }

    private static IEnumerable<(RegularizerTerm Term, IAdaptiveRegularizer Regularizer)> Adaptive(JointProblem problem) =>
        problem.Regularizers.Where(term => term.Regularizer is IAdaptiveRegularizer).Select(term => (term, (IAdaptiveRegularizer)term.Regularizer));
}

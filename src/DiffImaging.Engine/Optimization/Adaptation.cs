using DiffImaging.Engine.Pipelines;
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
        foreach (var term in Adaptive(problem).Where(term => !phase.Without.Contains(term.Name)))
        {
            using var scope = torch.NewDisposeScope();
            var line = term.Adapt(point[term.Target]);
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
        foreach (var term in Adaptive(problem))
        {
            foreach (var (tensor, index) in term.AdaptedState.Select((tensor, index) => (tensor, index)))
            {
                state.Tensors[$"{term.Name}/{index}"] = tensor;
            }
        }

        return state;
    }

    /// <summary>Goes back to a saved state; its tensors are copied.</summary>
    public static void Restore(JointProblem problem, SolverState state)
    {
        foreach (var term in Adaptive(problem))
        {
            term.RestoreAdapted(state.Below(term.Name).InOrder());
        }
    }

    private static IEnumerable<RegularizerTerm> Adaptive(JointProblem problem) => problem.Regularizers.Where(term => term.IsAdaptive);
}

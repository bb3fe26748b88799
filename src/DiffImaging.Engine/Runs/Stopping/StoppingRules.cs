using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Runs.Stopping;

/// <summary>The rules of a phase beside its solver's own; any of them ends it.</summary>
internal sealed class StoppingRules : IDisposable
{
    private readonly List<(string Name, IStoppingRule Rule)> _rules = [];

    /// <param name="problem">The problem, over the frames of the phase.</param>
    /// <param name="options">The phase.</param>
    /// <param name="heldOut">The problem over the frames held out; null for none.</param>
    public StoppingRules(JointProblem problem, PhaseOptions options, JointProblem? heldOut)
    {
        if (options.Discrepancy > 0)
        {
            _rules.Add(("discrepancy", new DiscrepancyRule(problem, options.Discrepancy)));
        }

        if (options.GradientNorm > 0)
        {
            _rules.Add(("gradient", new GradientRule(problem, options)));
        }

        if (options.HeldOutPatience > 0 && heldOut is not null)
        {
            _rules.Add(("held-out", new HeldOutRule(heldOut, options.HeldOutPatience)));
        }
    }

    /// <summary>Whether there is any.</summary>
    public bool Any => _rules.Count > 0;

    /// <summary>Whether one held at the last look.</summary>
    public bool Hold { get; private set; }

    /// <summary>The iterate that a rule chooses to end with; null for the phase's own.</summary>
    public JointPoint? Chosen => _rules.Select(pair => pair.Rule.Chosen).FirstOrDefault(point => point is not null);

    /// <summary>Looks at an iterate.</summary>
    public void Look(JointPoint point, int iteration)
    {
        // Every rule looks, whatever the others say: some remember.
        foreach (var holds in _rules.Select(pair => pair.Rule.Look(point, iteration)).ToList())
        {
            Hold |= holds;
        }
    }

    /// <summary>Everything that the next look depends on; the tensors are the rules' own.</summary>
    public SolverState Save()
    {
        var state = new SolverState();
        foreach (var (name, rule) in _rules)
        {
            state.Include(name, rule.Save());
        }

        return state;
    }

    /// <summary>Goes back to a saved state; its tensors are copied.</summary>
    public void Restore(SolverState state)
    {
        foreach (var (name, rule) in _rules)
        {
            rule.Restore(state.Below(name));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _rules.ForEach(pair => pair.Rule.Dispose());
}

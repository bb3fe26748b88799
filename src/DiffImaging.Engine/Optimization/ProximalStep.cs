using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The proximal operators of one object variable's regularizers, then the projections of its constraints, one after
/// the other in the order of the configuration.</summary>
/// <remarks>For several terms this is a splitting, not the exact proximal operator of their sum. A regularizer without a
/// proximal operator takes no part here: its gradient belongs to the smooth part.</remarks>
internal sealed class ProximalStep : IDisposable
{
    private readonly List<(RegularizerTerm Term, IProximalOperator Operator)> _regularizers;
    private readonly List<ConstraintTerm> _constraints;

    public ProximalStep(JointProblem problem, string target, IReadOnlyList<string> without)
    {
        _regularizers = [.. problem.Regularizers
            .Where(term => term.Target == target && term.IsProximable && !without.Contains(term.Name))
            .Select(term => (term, term.CreateProximal()))];
        _constraints = [.. problem.Constraints
            .Where(term => term.Target == target && !without.Contains(term.Name))];
    }

    /// <summary>Applies every operator to v, in a dispose scope of the caller.</summary>
    public torch.Tensor Apply(torch.Tensor variable, double step, int iteration)
    {
        using var scope = torch.NewDisposeScope();
        var result = variable;
        foreach (var (term, proximal) in _regularizers)
        {
            var weight = term.Weight.At(iteration);
            if (weight > 0)
            {
                result = proximal.Apply(result, step * weight);
            }
        }

        foreach (var constraint in _constraints)
        {
            result = constraint.Project(result);
        }

        return (ReferenceEquals(result, variable) ? result.alias() : result).MoveToOuterDisposeScope();
    }

    /// <summary>Forgets every warm start.</summary>
    public void Reset()
    {
        for (var index = 0; index < _regularizers.Count; index++)
        {
            var (term, proximal) = _regularizers[index];
            proximal.Dispose();
            _regularizers[index] = (term, term.CreateProximal());
        }
    }

    public SolverState Save()
    {
        var state = new SolverState();
        foreach (var (term, proximal) in _regularizers)
        {
            foreach (var (tensor, index) in proximal.State.Select((tensor, index) => (tensor, index)))
            {
                state.Tensors[$"{term.Name}/{index}"] = tensor;
            }
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        foreach (var (term, proximal) in _regularizers)
        {
            proximal.Restore(state.Below(term.Name).InOrder());
        }
    }

    public void Dispose()
    {
        foreach (var (_, proximal) in _regularizers)
        {
            proximal.Dispose();
        }
    }
}

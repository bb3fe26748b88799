using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>A copy z of an object variable on which one regularizer or constraint acts alone, with its scaled multiplier u.</summary>
/// <remarks>z⁺ = prox(x + u), u⁺ = u + x − z⁺; the prox of a constraint is its projection.</remarks>
internal sealed class ObjectSplit : IDisposable
{
    private readonly RegularizerTerm? _term;
    private readonly ConstraintTerm? _constraint;
    private IProximalOperator? _proximal;

    private ObjectSplit(torch.Tensor start, RegularizerTerm? term, ConstraintTerm? constraint)
    {
        (_term, _constraint) = (term, constraint);
        _proximal = Create();
        Copy = start.clone().DetachFromDisposeScope();
        Multiplier = torch.zeros_like(start).DetachFromDisposeScope();
    }

    /// <summary>z.</summary>
    public torch.Tensor Copy { get; }

    /// <summary>u.</summary>
    public torch.Tensor Multiplier { get; }

    /// <summary>Splits off everything of an object variable that is not smooth.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="key">Key of the variable.</param>
    /// <param name="start">Its value.</param>
    /// <param name="without">Names of regularizers and constraints that do not count.</param>
    public static IReadOnlyList<ObjectSplit> Of(JointProblem problem, string key, torch.Tensor start, IReadOnlyList<string> without) =>
    [
        .. problem.Regularizers.Where(term => term.Target == key && IsSplit(term) && !without.Contains(term.Name)).Select(term => new ObjectSplit(start, term, null)),
        .. problem.Constraints.Where(term => term.Target == key && !without.Contains(term.Name)).Select(term => new ObjectSplit(start, null, term)),
    ];

    /// <summary>Whether a regularizer has a copy of its own, rather than being part of what is smooth.</summary>
    public static bool IsSplit(RegularizerTerm term) => term.IsProximable;

    /// <summary>Takes a new x into z and u.</summary>
    /// <param name="value">x.</param>
    /// <param name="penalty">ρ.</param>
    /// <param name="iteration">Iteration that the weight is taken at.</param>
    /// <returns>‖x − z⁺‖² and ‖z⁺ − z‖².</returns>
    public (double Primal, double Dual) Update(torch.Tensor value, double penalty, int iteration)
    {
        using var scope = torch.NewDisposeScope();
        var moved = value + Multiplier;
        var weight = _term?.Weight.At(iteration) ?? 0;
        var next = _constraint is not null ? _constraint.Project(moved) : weight > 0 ? _proximal!.Apply(moved, weight / penalty) : moved;
        var dual = Squared(next - Copy);
        Copy.copy_(next);
        Multiplier.copy_(moved).sub_(next);
        return (Squared(value - next), dual);
    }

    /// <summary>Forgets multiplier and warm start, and begins at a value.</summary>
    public void Reset(torch.Tensor value)
    {
        _proximal?.Dispose();
        _proximal = Create();
        Copy.copy_(value);
        Multiplier.zero_();
    }

    public SolverState Save()
    {
        var state = new SolverState { Tensors = { ["copy"] = Copy, ["multiplier"] = Multiplier } };
        foreach (var (tensor, index) in (_proximal?.State ?? []).Select((tensor, index) => (tensor, index)))
        {
            state.Tensors[$"warm/{index}"] = tensor;
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        Copy.copy_(state.Tensors["copy"]);
        Multiplier.copy_(state.Tensors["multiplier"]);
        _proximal?.Restore(state.Below("warm").InOrder());
    }

    public void Dispose()
    {
        _proximal?.Dispose();
        Copy.Dispose();
        Multiplier.Dispose();
    }

    private static double Squared(torch.Tensor value) => (value.is_complex() ? torch.view_as_real(value) : value).square().sum(torch.ScalarType.Float64).item<double>();

    private IProximalOperator? Create() => _term?.CreateProximal();
}

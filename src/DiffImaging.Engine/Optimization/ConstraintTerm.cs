using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Constraints;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>A constraint at work: everything that is asked of it is asked here.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Target">Key of its object variable.</param>
/// <param name="Constraint">The constraint.</param>
/// <param name="Use">By which it is called; null where it is nobody's, as in tests.</param>
public sealed record ConstraintTerm(string Name, string Target, IConstraint Constraint, ComponentUse? Use = null)
{
    /// <inheritdoc cref="IConstraint.Project" />
    public torch.Tensor Project(torch.Tensor variable) => Use.Ask("in Project of", () => Constraint.Project(variable));
}

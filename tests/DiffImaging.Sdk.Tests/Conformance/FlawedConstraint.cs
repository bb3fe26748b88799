using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>x ≥ 0 for a real variable.</summary>
internal sealed class FlawedConstraint(string flaw) : IConstraint, IConstraintFactory
{
    public Type OptionsType => typeof(NoOptions);

    public ComponentPlan<IConstraint> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IConstraint>.Bind<NoOptions>(definition, (_, _) => this);

    public torch.Tensor Project(torch.Tensor variable) => flaw switch
    {
        "notNearest" => variable.abs(),
        "notIdempotent" => variable.clamp_min(0).mul_(0.9),
        "inPlace" => variable.clamp_min_(0).alias(),
        "leak" => variable.clamp_min(0).DetachFromDisposeScope(),
        _ => variable.clamp_min(0),
    };

    public void Dispose()
    {
    }
}

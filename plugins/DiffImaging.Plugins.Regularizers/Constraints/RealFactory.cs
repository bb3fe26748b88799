using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Makes the constraint that the object absorbs only: it is real.</summary>
/// <remarks>Complex: x ← Re x, of either sign. Log amplitude and phase: φ ← 0.</remarks>
[ExportConstraint("real", "The object absorbs only: its transmittance is real.")]
public sealed class RealFactory : IConstraintFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(RealOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{}""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IConstraint> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IConstraint>.Bind<RealOptions>(
            definition,
            (_, _) => target.IsComplex
                ? new ProjectionConstraint(new ObjectView(target, ObjectPart.Complex), RealPart)
                : new ProjectionConstraint(new ObjectView(target, ObjectPart.Phase), phase => torch.zeros_like(phase)),
            (_, findings) =>
            {
                if (target.Parametrization is ObjectParametrization.PhaseOnly or ObjectParametrization.AbsorptionOnly or ObjectParametrization.Real)
                {
                    findings.Error("", $"'{target.Name}' is a phase or an absorption alone, or real already; expected a complex variable or 'log-amplitude-phase'.");
                }
            });

    private static torch.Tensor RealPart(torch.Tensor numbers) => torch.complex(numbers.real, torch.zeros_like(numbers.real));
}

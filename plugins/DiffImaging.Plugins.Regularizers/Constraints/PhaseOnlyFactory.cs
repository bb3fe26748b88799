using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Makes the constraint |o| = amplitude: a pure phase object.</summary>
/// <remarks>Complex: x ← amplitude · x / |x|, and amplitude where x = 0; the set is not convex. Log amplitude: a ← log amplitude.</remarks>
[ExportConstraint("phase-only", "The object changes the phase only: its amplitude is known.")]
public sealed class PhaseOnlyFactory : IConstraintFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(PhaseOnlyOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{}""") { Target = ExampleObject.Of(ObjectParametrization.Complex), Traits = new ComponentTraits { IsConvex = false } },
        new("""{ "amplitude": 0.9 }""") { Target = ExampleObject.Of(ObjectParametrization.LogAmplitudePhase) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IConstraint> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IConstraint>.Bind<PhaseOnlyOptions>(
            definition,
            (options, _) => target.IsComplex
                ? new ProjectionConstraint(new ObjectView(target, ObjectPart.Complex), numbers => Normalize(numbers, options.Amplitude))
                : new ProjectionConstraint(
                    new ObjectView(target, ObjectPart.Amplitude), numbers => torch.full_like(numbers, Math.Log(options.Amplitude))),
            (_, findings) =>
            {
                if (target.Parametrization is ObjectParametrization.PhaseOnly or ObjectParametrization.AbsorptionOnly or ObjectParametrization.Real)
                {
                    findings.Error("", $"'{target.Name}' is real, a phase or an absorption alone or without a phase; expected a complex variable or 'log-amplitude-phase'.");
                }
            });

    private static torch.Tensor Normalize(torch.Tensor numbers, double amplitude)
    {
        // The modulus first, so that numbers near the smallest are not squared away.
        var modulus = numbers.abs();
        return torch.where(modulus > 0, numbers / modulus, torch.ones_like(numbers)).mul_(amplitude);
    }
}

using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Makes the constraint |o| ≤ maximum.</summary>
/// <remarks>Complex: x ← x min(1, maximum / |x|). Log amplitude: a ← min(a, log maximum). Absorption: a ← max(a, −log maximum). Real: x clipped to ± maximum.</remarks>
[ExportConstraint("amplitude-bound", "The amplitude of the transmittance stays below a bound.")]
public sealed class AmplitudeBoundFactory : IConstraintFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(AmplitudeBoundOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{}""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
        new("""{ "maximum": 0.8 }""") { Target = ExampleObject.Of(ObjectParametrization.LogAmplitudePhase) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IConstraint> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IConstraint>.Bind<AmplitudeBoundOptions>(
            definition,
            (options, _) => Create(options.Maximum, target),
            (_, findings) =>
            {
                if (target.Parametrization == ObjectParametrization.PhaseOnly)
                {
                    findings.Error("", $"'{target.Name}' has a phase only: its amplitude is 1 and cannot be bounded; remove the constraint.");
                }
            });

    private static ProjectionConstraint Create(double maximum, ObjectVariable target)
    {
        var logarithm = Math.Log(maximum);
        return target.Parametrization switch
        {
            ObjectParametrization.Complex => new ProjectionConstraint(
                new ObjectView(target, ObjectPart.Complex), variable => Clip(variable, maximum)),
            ObjectParametrization.Real => new ProjectionConstraint(
                new ObjectView(target, ObjectPart.Complex), variable => variable.clamp(-maximum, maximum)),
            ObjectParametrization.AbsorptionOnly => new ProjectionConstraint(
                new ObjectView(target, ObjectPart.Complex), variable => variable.clamp_min(-logarithm)),
            _ => new ProjectionConstraint(
                new ObjectView(target, ObjectPart.Amplitude), variable => variable.clamp_max(logarithm)),
        };
    }

    private static torch.Tensor Clip(torch.Tensor variable, double maximum)
    {
        if (FusedModulus.Takes(variable))
        {
            return FusedModulus.Clip(variable, maximum);
        }

        // Numbers inside are not touched, not even by a rounding.
        var parts = torch.view_as_real(variable);
        var squared = parts.square().sum([-1L], keepdim: true);
        var scale = torch.where(squared > maximum * maximum, squared.rsqrt().mul_(maximum), torch.ones_like(squared));
        return torch.view_as_complex(parts * scale);
    }
}

using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Makes the constraint that numbers are not negative.</summary>
/// <remarks>Real numbers: x ← max(x, 0). A complex variable becomes real as well: x ← max(Re x, 0).</remarks>
[ExportConstraint("non-negativity", "Numbers are not negative; of a complex variable, real and not negative.")]
public sealed class NonNegativityFactory : IConstraintFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(NonNegativityOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{}""") { Target = ExampleObject.Of(ObjectParametrization.Real) },
        new("""{ "on": "phase" }""") { Target = ExampleObject.Of(ObjectParametrization.LogAmplitudePhase) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IConstraint> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IConstraint>.Bind<NonNegativityOptions>(
            definition,
            (options, _) => new ProjectionConstraint(new ObjectView(target, options.On), Project),
            (options, findings) =>
            {
                ObjectView.Check(target, options.On, findings);
                if (target.Parametrization == ObjectParametrization.LogAmplitudePhase && options.On == ObjectPart.Complex)
                {
                    findings.Error("on", $"'{target.Name}' has a log amplitude and a phase; expected 'amplitude' or 'phase'.");
                }
            });

    private static torch.Tensor Project(torch.Tensor numbers)
    {
        if (!numbers.is_complex())
        {
            return numbers.clamp_min(0);
        }

        var real = numbers.real.clamp_min(0);
        return torch.complex(real, torch.zeros_like(real));
    }
}

using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>Makes <see cref="TotalVariation"/>.</summary>
[ExportRegularizer("total-variation", "Isotropic total variation: few, sharp edges.")]
public sealed class TotalVariationFactory : IRegularizerFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(TotalVariationOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "on": "complex", "smoothing": 1e-5, "innerIterations": 50 }""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
        new("""{ "on": "amplitude", "smoothing": 1e-5, "innerIterations": 50 }""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
        new("""{ "on": "phase", "smoothing": 1e-5, "innerIterations": 50 }""") { Target = ExampleObject.Of(ObjectParametrization.LogAmplitudePhase) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IRegularizer> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IRegularizer>.Bind<TotalVariationOptions>(
            definition,
            (options, context) => target.IsComplex && options.On == ObjectPart.Phase
                ? new WrappedPhaseVariation(options, target)
                : new TotalVariation(options, target, context),
            (options, findings) =>
            {
                if (!target.IsComplex)
                {
                    ObjectView.Check(target, options.On, findings);
                }
            });
}

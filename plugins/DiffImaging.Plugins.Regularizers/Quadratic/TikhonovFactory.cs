using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>Makes <see cref="TikhonovSize"/> or <see cref="TikhonovGradient"/>.</summary>
[ExportRegularizer("tikhonov", "Small or smooth: the square of the numbers or of their differences.")]
public sealed class TikhonovFactory : IRegularizerFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(TikhonovOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "order": 0 }""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
        new("""{ "order": 1 }""") { Target = ExampleObject.Of(ObjectParametrization.LogAmplitudePhase) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IRegularizer> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IRegularizer>.Bind<TikhonovOptions>(
            definition,
            (options, context) => options.Order == 0
                ? new TikhonovSize(options, target, context)
                : new TikhonovGradient(options, target, context),
            (options, findings) =>
            {
                ObjectView.Check(target, options.On, findings);
                if (options is { Order: 1, Reference: not null })
                {
                    findings.Error("reference", "a constant has no differences: of order 1 the reference has no meaning; remove it.");
                }
            });
}

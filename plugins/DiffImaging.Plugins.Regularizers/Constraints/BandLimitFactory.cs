using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Makes the constraint that no detail is finer than a spatial frequency.</summary>
/// <remarks>The spectrum is set to zero where f_x² + f_y² exceeds the square of the limit. The FFT makes the edge periodic.</remarks>
[ExportConstraint("band-limit", "No detail is finer than a spatial frequency.")]
public sealed class BandLimitFactory : IConstraintFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(BandLimitOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "frequency": "150 1/mm" }""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IConstraint> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IConstraint>.Bind<BandLimitOptions>(
            definition,
            (options, context) => Create(options, target, context),
            (options, findings) =>
            {
                ObjectView.Check(target, options.On, findings);
                if (options.Frequency >= Math.Sqrt(2) * target.Grid.Nyquist)
                {
                    findings.Warning("frequency", FormattableString.Invariant(
                        $"found {options.Frequency:G6} 1/m; '{target.Name}' holds no frequency beyond {Math.Sqrt(2) * target.Grid.Nyquist:G6} 1/m, and the constraint does nothing."));
                }
            });

    private static ProjectionConstraint Create(BandLimitOptions options, ObjectVariable target, StageContext context)
    {
        using var scope = torch.NewDisposeScope();
        var passes = (Coordinates.SquaredFrequency(target.Grid, context.Device) <= options.Frequency * options.Frequency).to(context.RealType);
        return new ProjectionConstraint(
            new ObjectView(target, options.On),
            numbers =>
            {
                var filtered = torch.fft.ifft2(torch.fft.fft2(numbers).mul_(passes));
                return numbers.is_complex() ? filtered : filtered.real.clone();
            },
            passes);
    }
}

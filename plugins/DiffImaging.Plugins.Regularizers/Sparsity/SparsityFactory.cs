using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;

namespace DiffImaging.Plugins.Regularizers.Sparsity;

/// <summary>Makes <see cref="ImageSparsity"/> or <see cref="WaveletSparsity"/>.</summary>
[ExportRegularizer("l1", "Sparsity about empty space: few pixels, or few wavelet details.")]
public sealed class SparsityFactory : IRegularizerFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(SparsityOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{}""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
        new("""{ "domain": "wavelet", "levels": 2 }""") { Target = ExampleObject.Of(ObjectParametrization.Complex, 12) },
        new("""{ "on": "phase" }""") { Target = ExampleObject.Of(ObjectParametrization.LogAmplitudePhase) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IRegularizer> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IRegularizer>.Bind<SparsityOptions>(
            definition,
            (options, context) => options.Domain == SparsityDomain.Wavelet
                ? new WaveletSparsity(options, target)
                : new ImageSparsity(options, target, context),
            (options, findings) => Check(options, target, findings));

    private static void Check(SparsityOptions options, ObjectVariable target, FindingList findings)
    {
        ObjectView.Check(target, options.On, findings);
        if (options.Domain != SparsityDomain.Wavelet)
        {
            return;
        }

        var (rows, columns, block) = (target.Grid.Rows, target.Grid.Columns, 1 << options.Levels);
        if (rows % block != 0 || columns % block != 0)
        {
            var possible = Math.Min(int.TrailingZeroCount(rows), int.TrailingZeroCount(columns));
            findings.Error("levels", $"found {options.Levels} for '{target.Name}' of {rows} × {columns} samples, expected "
                + (possible == 0 ? "even numbers of samples." : $"at most {possible}: 2^levels divides both sizes."));
        }
    }
}

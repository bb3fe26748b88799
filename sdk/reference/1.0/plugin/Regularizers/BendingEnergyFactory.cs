using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Signals;

namespace Acme.Imaging.Regularizers;

/// <summary>Exports <see cref="BendingEnergy"/>.</summary>
[ExportRegularizer("bending-energy", "Smoothness of second order: ramps cost nothing, bends do.")]
public sealed class BendingEnergyFactory : IRegularizerFactory, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("{}") { Target = new ObjectVariable("brightness", new SamplingGrid(6, 5, 2e-6), ObjectParametrization.Real) },
        new("""{ "mixed": 0 }""") { Target = new ObjectVariable("transmittance", new SamplingGrid(5, 6, 2e-6), ObjectParametrization.Complex) },
    ];

    /// <inheritdoc />
    public Type OptionsType => typeof(BendingEnergyOptions);

    /// <inheritdoc />
    public ComponentPlan<IRegularizer> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IRegularizer>.Bind<BendingEnergyOptions>(
            definition,
            (options, _) => new BendingEnergy(options),
            (_, findings) =>
            {
                if (target.Grid.Rows < 3 || target.Grid.Columns < 3)
                {
                    findings.Error("", $"found '{target.Name}' of {target.Grid.Rows} × {target.Grid.Columns} samples, expected at least 3 × 3: a bend takes three.");
                }
            });
}

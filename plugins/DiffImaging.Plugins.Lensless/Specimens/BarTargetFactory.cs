using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>Exports <see cref="BarTarget"/>.</summary>
[ExportSpecimen("bar-target", "Fine bars in the middle, upright and lying, whose contrast in the image is measured; coarser ones at random about them.")]
public sealed class BarTargetFactory : ISpecimenFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(BarTargetOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "halfPitch": "2 µm", "extent": "40 µm", "count": 2 }"""),
    ];

    /// <inheritdoc />
    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) => ComponentPlan<ISpecimen>.Bind<BarTargetOptions>(
        definition, (options, context) => new BarTarget(options, context), (options, findings) =>
        {
            if (options.Extent < 15 * options.HalfPitch)
            {
                findings.Error("extent", FormattableString.Invariant($"found {options.Extent * 1e6:G4} µm, expected at least {15e6 * options.HalfPitch:G4} µm, what the bars in the middle take."));
            }
        });
}

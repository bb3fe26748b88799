using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Specimens;

namespace Acme.StructuredIllumination.Specimens;

/// <summary>Exports <see cref="FluorescentTarget"/>.</summary>
[ExportSpecimen("fluorescent-target", "Fluorescent bars of several widths, whose contrast in the image is measured, between filaments.")]
public sealed class FluorescentTargetFactory : ISpecimenFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(FluorescentTargetOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples => [new("""{ "extent": "6 um" }""")];

    /// <inheritdoc />
    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) => ComponentPlan<ISpecimen>.Bind<FluorescentTargetOptions>(
        definition, (options, context) => new FluorescentTarget(options, context), (options, findings) =>
        {
            var needed = FluorescentTarget.WidthOf(options.HalfPitches);
            if (options.Extent < needed)
            {
                findings.Error("extent", FormattableString.Invariant($"found {options.Extent * 1e6:G4} µm, expected at least {needed * 1e6:G4} µm, what the bars take."));
            }
        });
}

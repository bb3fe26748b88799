using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Exports <see cref="Bars"/>.</summary>
[ExportSpecimen("bars", "Groups of three bars: one layer absorbs, another, independent one delays; on a clear background.")]
public sealed class BarsFactory : ISpecimenFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(BarsOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "extent": "40 µm", "halfPitches": ["4 µm", "3 µm"] }"""),
    ];

    /// <inheritdoc />
    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) => ComponentPlan<ISpecimen>.Bind<BarsOptions>(
        definition, (options, context) => new Bars(options, context), (options, findings) =>
        {
            if (options.HalfPitches.Any(width => width <= 0))
            {
                findings.Error("halfPitches", "expected positive lengths.");
            }
        });
}

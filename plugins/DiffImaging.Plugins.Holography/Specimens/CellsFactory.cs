using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Exports <see cref="Cells"/>.</summary>
[ExportSpecimen("cells", "Sparse cells: soft ellipses that absorb and delay, with a nucleus, on a clear background.")]
public sealed class CellsFactory : ISpecimenFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(CellsOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "extent": "40 µm", "count": 3, "radius": ["4 µm", "6 µm"] }"""),
    ];

    /// <inheritdoc />
    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) => ComponentPlan<ISpecimen>.Bind<CellsOptions>(
        definition, (options, context) => new Cells(options, context), (options, findings) =>
        {
            if (options.Radius is not [> 0, > 0])
            {
                findings.Error("radius", "expected two lengths: the smallest and the largest radius.");
            }
        });
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>Exports <see cref="BrightScene"/>.</summary>
[ExportSpecimen("bright-scene", "A scene that shines by itself: bars and discs on black; its samples are a brightness.")]
public sealed class BrightSceneFactory : ISpecimenFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(BrightSceneOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "finest": "4 µm", "extent": "40 µm", "count": 2 }"""),
    ];

    /// <inheritdoc />
    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) => ComponentPlan<ISpecimen>.Bind<BrightSceneOptions>(
        definition, (options, context) => new BrightScene(options, context), (options, findings) =>
        {
            if (options.Extent < 6 * options.Finest)
            {
                findings.Error("extent", FormattableString.Invariant($"found {options.Extent * 1e6:G4} µm, expected at least {6e6 * options.Finest:G4} µm, what one group of bars takes."));
            }
        });
}

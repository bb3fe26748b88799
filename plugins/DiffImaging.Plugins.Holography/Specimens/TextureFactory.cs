using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>Exports <see cref="Texture"/>.</summary>
[ExportSpecimen("texture", "Dense texture: band-limited random amplitude and phase, independent of each other, with a soft rim.")]
public sealed class TextureFactory : ISpecimenFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(TextureOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "extent": "30 µm" }"""),
    ];

    /// <inheritdoc />
    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) =>
        ComponentPlan<ISpecimen>.Bind<TextureOptions>(definition, (options, context) => new Texture(options, context));
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>Exports <see cref="Diffuser"/>.</summary>
[ExportSpecimen("diffuser", "A smooth random phase mask in a round aperture; what it casts on a sensor is the point spread function of a coded mask.")]
public sealed class DiffuserFactory : ISpecimenFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(DiffuserOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "aperture": "30 µm", "correlationLength": "6 µm" }"""),
    ];

    /// <inheritdoc />
    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) =>
        ComponentPlan<ISpecimen>.Bind<DiffuserOptions>(definition, (options, context) => new Diffuser(options, context));
}

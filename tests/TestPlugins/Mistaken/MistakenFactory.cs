using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Specimens;

namespace TestPlugins.Mistaken;

/// <summary>Cannot give its examples.</summary>
[ExportSpecimen("a-mistaken-specimen", "Its examples throw.")]
public sealed class MistakenFactory : ISpecimenFactory, IComponentExamples
{
    public Type OptionsType => typeof(object);

    public IReadOnlyList<ComponentExample> Examples => throw new InvalidOperationException("the examples are in another castle");

    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) => throw new NotSupportedException("never planned");
}

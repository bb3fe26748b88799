using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Host.Tests.Support;

/// <summary>A modality that has an example and no plan.</summary>
internal sealed class BriefModality(ComponentExample example) : IModalityFactory, IComponentExamples
{
    public Type OptionsType => typeof(BriefOptions);

    public IReadOnlyList<ComponentExample> Examples => [example];

    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement) => throw new NotSupportedException("never planned");

    /// <summary>It as a component of a plugin.</summary>
    public Component AsComponent(string summary) => new(typeof(IModalityFactory), "brief", summary, this, "brief");
}

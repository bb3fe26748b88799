using System.Composition;
using DiffImaging.Sdk.Fidelities;

namespace DiffImaging.Sdk.Composition;

/// <summary>Exports a factory as a fidelity term.</summary>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExportFidelityAttribute : ExportAttribute
{
    /// <summary>Exports the factory under an id.</summary>
    /// <param name="id">Id under which configurations name the component, in kebab-case.</param>
    /// <param name="summary">What the component is, in one sentence.</param>
    public ExportFidelityAttribute(string id, string summary) : base(typeof(IFidelityFactory)) => (Id, Summary) = (id, summary);

    /// <summary>Id under which configurations name the component, in kebab-case.</summary>
    public string Id { get; }

    /// <summary>What the component is, in one sentence.</summary>
    public string Summary { get; }
}

using System.Composition;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Sdk.Composition;

/// <summary>Exports a factory as a specimen for simulations.</summary>
[MetadataAttribute]
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExportSpecimenAttribute : ExportAttribute
{
    /// <summary>Exports the factory under an id.</summary>
    /// <param name="id">Id under which configurations name the component, in kebab-case.</param>
    /// <param name="summary">What the component is, in one sentence.</param>
    public ExportSpecimenAttribute(string id, string summary) : base(typeof(ISpecimenFactory)) => (Id, Summary) = (id, summary);

    /// <summary>Id under which configurations name the component, in kebab-case.</summary>
    public string Id { get; }

    /// <summary>What the component is, in one sentence.</summary>
    public string Summary { get; }
}

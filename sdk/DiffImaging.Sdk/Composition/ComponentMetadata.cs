namespace DiffImaging.Sdk.Composition;

/// <summary>Metadata of an exported factory. Concrete, because lightweight MEF does not accept interface views.</summary>
public sealed class ComponentMetadata
{
    /// <summary>Id under which configurations name the component, in kebab-case.</summary>
    public string Id { get; set; } = "";

    /// <summary>What the component is, in one sentence.</summary>
    public string Summary { get; set; } = "";
}

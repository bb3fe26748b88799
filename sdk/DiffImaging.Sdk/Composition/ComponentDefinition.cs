using System.Text.Json.Nodes;
using DiffImaging.Sdk.Files;

namespace DiffImaging.Sdk.Composition;

/// <summary>One component as the configuration names it.</summary>
/// <param name="Name">Its unique name in its list; the id where none is given.</param>
/// <param name="Id">Id of the exported factory, in kebab-case.</param>
/// <param name="Options">Its raw options, without name and id.</param>
/// <param name="Path">Its place in the configuration, such as <c>pipeline:propagation</c>.</param>
public sealed record ComponentDefinition(string Name, string Id, JsonObject Options, string Path)
{
    /// <summary>Reads the files that its options name.</summary>
    public IArrayFiles Files { get; init; } = NoArrayFiles.Instance;
}

using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Files;

namespace DiffImaging.Sdk.Testing;

/// <summary>The definition by which a subject is planned: each plan gets options of its own.</summary>
internal static class SubjectDefinition
{
    public static ComponentDefinition Of(JsonObject options, string path, IArrayFiles? files)
    {
        var definition = new ComponentDefinition("subject", "subject", options.DeepClone().AsObject(), path);
        return files is null ? definition : definition with { Files = files };
    }
}

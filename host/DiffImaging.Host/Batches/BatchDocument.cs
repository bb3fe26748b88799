using System.Text.Json.Nodes;
using DiffImaging.Host.Results;

namespace DiffImaging.Host.Batches;

/// <summary>A batch as it is told to programs: its children, and what of their results is needed to join them.</summary>
internal static class BatchDocument
{
    public static JsonObject Of(BatchPlan batch) => new()
    {
        ["mostFailures"] = batch.Options.MostFailures,
        ["joins"] = new JsonArray([ResultFolder.Marker, .. batch.HasTiles ? [ObjectFiles.File] : Array.Empty<string>()]),
        ["children"] = new JsonArray([.. batch.Children.Select(child => new JsonObject { ["name"] = child.Name, ["overlay"] = child.Overlay.DeepClone() })]),
    };
}

using System.Text.Json.Nodes;

namespace DiffImaging.Host.Batches;

/// <summary>One experiment of a batch.</summary>
/// <param name="Name">What is its own, for people: <c>distance 33 mm, tile 2.1</c>.</param>
/// <param name="Overlay">What is its own, as a layer over the definition.</param>
internal sealed record BatchChild(string Name, JsonObject Overlay);

namespace DiffImaging.Service.Jobs;

/// <summary>An experiment of a batch.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Overlay">What it has of its own, as a layer over the definition, in JSON.</param>
public sealed record JobChild(string Name, string Overlay);

namespace DiffImaging.Web.Drafts;

/// <summary>An experiment to start from.</summary>
/// <param name="Name">Identifies it.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Modality">Id of its modality.</param>
public sealed record Template(string Name, string Title, string Summary, string Modality);

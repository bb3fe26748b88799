namespace DiffImaging.Web.Forms;

/// <summary>A section of a definition, as a form.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Fields">What it asks for, in order.</param>
public sealed record FormSection(string Name, string Summary, IReadOnlyList<FormField> Fields);

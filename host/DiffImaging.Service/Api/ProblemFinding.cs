namespace DiffImaging.Service.Api;

/// <summary>One mistake in what was sent.</summary>
/// <param name="Path">Where in the definition, as <c>modality:distance</c>.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record ProblemFinding(string Path, string Message);

namespace DiffImaging.Reporting.Reports;

/// <summary>A fact about how a result came about: a version, a hash, a seed.</summary>
/// <param name="Name">What it is, as "DiffImaging.Engine" or "measurement, SHA-256".</param>
/// <param name="Value">Its value, copied verbatim.</param>
public sealed record ProvenanceEntry(string Name, string Value);

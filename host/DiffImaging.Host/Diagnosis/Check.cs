namespace DiffImaging.Host.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">How it ended.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Advice">What to do; empty where there is nothing to do.</param>
internal sealed record Check(string Name, CheckState State, string Finding, string Advice = "");

namespace DiffImaging.Sdk.Testing;

/// <summary>The outcome of one conformance check.</summary>
/// <param name="Name">What was checked, as a sentence.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Message">What was found, with numbers.</param>
public sealed record ConformanceResult(string Name, bool Passed, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{(Passed ? "passed" : "FAILED")}: {Name}. {Message}";
}

namespace DiffImaging.Sdk.Diagnostics;

/// <summary>Something found while an experiment was checked.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Path">Where: keys of the configuration joined by ':', as <c>--set</c> takes them; or a file.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
public sealed record Finding(Severity Severity, string Path, string Message)
{
    /// <inheritdoc />
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}

using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Engine.Configuration;

/// <summary>The experiment cannot be run as it is written; every reason is a finding with its place.</summary>
/// <param name="findings">The findings, at least one an error.</param>
public sealed class ConfigurationException(IReadOnlyList<Finding> findings)
    : Exception(string.Join(Environment.NewLine, findings.Where(finding => finding.Severity == Severity.Error)))
{
    /// <summary>Makes an exception with one error.</summary>
    /// <param name="path">Place in the configuration, or a file.</param>
    /// <param name="message">What was found, what was expected, what to do.</param>
    public ConfigurationException(string path, string message) : this([new Finding(Severity.Error, path, message)])
    {
    }

    /// <summary>Every finding, warnings too.</summary>
    public IReadOnlyList<Finding> Findings { get; } = findings;
}

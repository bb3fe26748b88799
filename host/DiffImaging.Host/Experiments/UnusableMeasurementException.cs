using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Host.Experiments;

/// <summary>The section <c>data</c> has errors, or its files cannot be used.</summary>
/// <param name="findings">The errors.</param>
internal sealed class UnusableMeasurementException(IReadOnlyList<Finding> findings) : Exception(string.Join(Environment.NewLine, findings))
{
    /// <summary>The errors.</summary>
    public IReadOnlyList<Finding> Findings { get; } = findings;
}

using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>The objective at a point.</summary>
/// <param name="Fidelity">L(f(x, θ), y) alone.</param>
/// <param name="Value">Fidelity, priors and regularizers.</param>
/// <param name="Gradient">Gradient of <paramref name="Value"/>, parameters in natural scales; owned by this value.</param>
internal sealed record ObjectiveValue(double Fidelity, double Value, JointPoint Gradient) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Gradient.Dispose();
}

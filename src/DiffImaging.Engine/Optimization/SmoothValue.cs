using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>The smooth part of the objective, fidelity and priors on θ, with its gradient.</summary>
/// <param name="Fidelity">L(f(x, θ), y).</param>
/// <param name="Prior">The priors on θ.</param>
/// <param name="Gradient">Gradients of the variables wanted; owned by this value.</param>
public sealed record SmoothValue(double Fidelity, double Prior, JointPoint Gradient) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Gradient.Dispose();
}

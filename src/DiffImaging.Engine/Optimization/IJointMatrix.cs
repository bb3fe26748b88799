using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>A symmetric matrix over (x, θ) that is known by its products with vectors.</summary>
internal interface IJointMatrix
{
    /// <summary>Computes A v.</summary>
    /// <param name="tangent">v: tangents of some variables; absent ones are zero.</param>
    /// <param name="wanted">Keys of the variables whose part of the product is wanted.</param>
    /// <returns>The product; the caller disposes it.</returns>
    JointPoint Multiply(JointPoint tangent, IReadOnlySet<string> wanted);
}

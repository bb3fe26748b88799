namespace DiffImaging.Sdk.Parameters;

/// <summary>Directions of one uncertainty parameter along which it keeps its nominal value.</summary>
/// <remarks>bᵀ(θ − nominal) = 0 for every direction b: in a problem the directions span a space that no solver steps along. They need not be
/// orthogonal or of any length, but linearly independent; one that depends on others is left out. Of a parameter with
/// <see cref="UncertaintyParameter.ElementOfFrame"/> only the elements of the frames of a phase count: there the directions are cut down to these.</remarks>
/// <param name="Parameter">Name of the parameter, which is one of the stage and of the gauge's variables.</param>
/// <param name="Directions">Computes the directions, each as long as the parameter has elements, in row-major order, the same at every call; called only
/// when the parameter moves, so that a plan stays cheap.</param>
public sealed record FixedDirections(string Parameter, Func<IReadOnlyList<double[]>> Directions);

using DiffImaging.Engine.Runs;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Engine.Simulation;

/// <summary>A simulated measurement and the truth behind it.</summary>
/// <param name="Frames">What a sensor would have recorded.</param>
/// <param name="Specimen">The specimen; owned by this measurement.</param>
/// <param name="Refinement">Samples along one side of a pixel that the simulating model had.</param>
/// <param name="Parameters">True values of every parameter of the simulating model, by <c>stage.name</c>.</param>
public sealed record SimulatedMeasurement(
    MeasuredFrames Frames, ISpecimen Specimen, int Refinement, IReadOnlyDictionary<string, IReadOnlyList<double>> Parameters) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Specimen.Dispose();
}

using DiffImaging.Data;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Simulation;

namespace DiffImaging.Host.Experiments;

/// <summary>A measurement in memory with its origin.</summary>
/// <param name="Frames">The pixels.</param>
/// <param name="Inputs">The files behind them, with hashes.</param>
/// <param name="Warnings">What people should know about them.</param>
internal sealed record LoadedMeasurement(MeasuredFrames Frames, IReadOnlyList<InputFile> Inputs, IReadOnlyList<string> Warnings) : IDisposable
{
    /// <summary>The truth behind a simulated measurement; null for a real one.</summary>
    public SimulatedMeasurement? Truth { get; init; }

    public void Dispose() => Truth?.Dispose();
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace DiffImaging.Engine.Simulation;

/// <summary>The section <c>data</c> of a definition that is simulated rather than measured.</summary>
public sealed record SimulationOptions
{
    /// <summary>Frames to simulate.</summary>
    [Description("Frames to simulate."), Range(1, 1000000)]
    public int Frames { get; init; } = 1;

    /// <summary>Rows of a frame.</summary>
    [Description("Rows of a frame."), Range(1, 65536)]
    public required int Rows { get; init; }

    /// <summary>Columns of a frame.</summary>
    [Description("Columns of a frame."), Range(1, 65536)]
    public required int Columns { get; init; }

    /// <summary>The specimen: id and options.</summary>
    [Description("The specimen: an id and its options.")]
    public required JsonObject Specimen { get; init; }

    /// <summary>The noise model: id and options; null for none.</summary>
    [Description("The noise model: an id and its options; left out: no noise.")]
    public JsonObject? Noise { get; init; }

    /// <summary>Seed of the noise alone; null for the run's, which decides specimen and drawn parameters too.</summary>
    [Description("Seed of the noise alone: another recording of the same specimen by the same instrument; left out: the run's seed.")]
    public long? NoiseSeed { get; init; }
}

using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Runs;

/// <summary>How a run is watched and kept.</summary>
public sealed record OptimizationOptions
{
    /// <summary>Takes the progress after every iteration; null for none.</summary>
    public Action<RunProgress>? Progress { get; init; }

    /// <summary>Takes the iterations done and the present iterate, borrowed and not to be changed, after every iteration; null for none.</summary>
    public Action<int, JointPoint>? Look { get; init; }

    /// <summary>Takes lines for people to read; null for none.</summary>
    public Action<string>? Report { get; init; }

    /// <summary>Where the checkpoint lies; null for none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Time between checkpoints; zero writes one only when the run is cancelled.</summary>
    public TimeSpan CheckpointInterval { get; init; }

    /// <summary>Whether a checkpoint that is there is resumed.</summary>
    public bool Resume { get; init; }

    /// <summary>Hash of definition and measurement, by which a checkpoint knows its experiment.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The problem over the frames that are held out, borrowed, for phases that end by them; null where none are.</summary>
    public JointProblem? HeldOut { get; init; }

    /// <summary>Finds the modality's frame sets at a point, by name, out of those that hold until then, where a phase begins; null where those of the first guess hold.</summary>
    public Func<JointPoint, IReadOnlyDictionary<string, IReadOnlyList<int>>, IReadOnlyDictionary<string, IReadOnlyList<int>>>? SortFrames { get; init; }
}

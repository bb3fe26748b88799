using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Service.Options;

/// <summary>One machine's part in the work.</summary>
public sealed class NodeOptions
{
    /// <summary>Name of the node; unique among the nodes of one database. The machine's name where it is left out.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>Jobs that run at once; 0 takes part in no work, only in answering.</summary>
    [Range(0, 256)]
    public int Jobs { get; set; } = 1;

    /// <summary>Threads of one job; 0 shares the cores among the jobs that run at once.</summary>
    [Range(0, 1024)]
    public int Threads { get; set; }

    /// <summary>Bytes of memory above which a job is ended; 0 for no limit.</summary>
    [Range(0, long.MaxValue)]
    public long MemoryLimit { get; set; }

    /// <summary>Seconds in which a job has to write its checkpoint when the node stops.</summary>
    [Range(0.1, 3600)]
    public double StopWithin { get; set; } = 30;

    /// <summary>Seconds between two checkpoints of a job.</summary>
    [Range(0.1, 86400)]
    public double CheckpointEvery { get; set; } = 10;

    /// <summary>Bytes that must be free where the node works and where jobs are kept for it to take one.</summary>
    [Range(0, long.MaxValue)]
    public long FreeSpace { get; set; } = 256 << 20;

    /// <summary>Seconds in which the node takes no job after one has filled the disk.</summary>
    [Range(0.1, 86400)]
    public double PauseWhenFull { get; set; } = 60;

    /// <summary>Jobs in a row that end in the code of a plugin after which definitions that need it are refused; 0 for never.</summary>
    [Range(0, 1000)]
    public int PluginFailures { get; set; } = 3;

    /// <summary>Seconds that checking a definition may take.</summary>
    [Range(1, 3600)]
    public double CheckWithin { get; set; } = 60;

    /// <summary>Threads of one job, resolved.</summary>
    internal int ThreadsOfJob => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount / Math.Max(1, Jobs));
}

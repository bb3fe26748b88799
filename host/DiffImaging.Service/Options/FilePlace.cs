namespace DiffImaging.Service.Options;

/// <summary>Where inputs, checkpoints and results of jobs are kept.</summary>
public enum FilePlace
{
    /// <summary>A folder that every node sees.</summary>
    Folder,

    /// <summary>The database of the jobs, for nodes that share no folder.</summary>
    Database,
}

using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Service.Options;

/// <summary>What may be sent with a job.</summary>
public sealed class UploadOptions
{
    /// <summary>Bytes of one request at most.</summary>
    [Range(1024, long.MaxValue)]
    public long LargestRequest { get; set; } = 1L << 30;

    /// <summary>Bytes of a definition at most.</summary>
    [Range(1024, 1 << 30)]
    public int LargestDefinition { get; set; } = 4 << 20;

    /// <summary>Files of one job at most.</summary>
    [Range(0, 100_000)]
    public int MostFiles { get; set; } = 1000;
}

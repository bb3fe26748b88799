using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Service.Options;

/// <summary>How long jobs that have ended are kept, with their files.</summary>
public sealed class RetentionOptions
{
    /// <summary>Days after its end that a job is kept; 0 for ever.</summary>
    [Range(0, 36500)]
    public double Days { get; set; }
}

using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Service.Options;

/// <summary>The settings of a service: <c>appsettings.json</c> in its data folder, or variables <c>DIFFIMAGING_SERVICE_…</c>.</summary>
public sealed class ServiceOptions
{
    /// <summary>Where the service listens, several addresses apart by ';'; loopback where it is left out. The command line wins.</summary>
    public string? Urls { get; set; }

    /// <summary>The machine's own part: how many jobs, with what.</summary>
    [Required]
    public NodeOptions Node { get; set; } = new();

    /// <summary>Where jobs are kept.</summary>
    [Required]
    public StoreOptions Store { get; set; } = new();

    /// <summary>Folders that definitions may name files in, by name: <c>@name/file.tif</c>.</summary>
    public Dictionary<string, string> DataRoots { get; set; } = new(StringComparer.Ordinal);

    /// <summary>What may be sent with a job.</summary>
    [Required]
    public UploadOptions Uploads { get; set; } = new();

    /// <summary>How long jobs that have ended are kept.</summary>
    [Required]
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>What the service tells of itself.</summary>
    [Required]
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>Who may ask.</summary>
    [Required]
    public SecurityOptions Security { get; set; } = new();
}

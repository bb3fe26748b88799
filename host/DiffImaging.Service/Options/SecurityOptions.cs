namespace DiffImaging.Service.Options;

/// <summary>Who may ask.</summary>
public sealed class SecurityOptions
{
    /// <summary>Whether keys are asked for on the loopback address too; elsewhere they always are.</summary>
    public bool RequireKeys { get; set; }
}

using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Exporter;

namespace DiffImaging.Service.Options;

/// <summary>What a service tells of itself, and to whom.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    /// <summary>How its log is written.</summary>
    public LogFormat Logs { get; set; } = LogFormat.Text;

    /// <summary>The collector that traces, metrics and logs are sent to by the OpenTelemetry protocol, as <c>http://localhost:4317</c>; nothing is sent where it is left out.</summary>
    public Uri? Otlp { get; set; }

    /// <summary>How the collector is spoken to: usually <c>grpc</c> on port 4317 and <c>httpProtobuf</c> on port 4318.</summary>
    public OtlpExportProtocol Protocol { get; set; } = OtlpExportProtocol.Grpc;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Otlp is not null && !(Otlp.IsAbsoluteUri && Otlp.Scheme is "http" or "https"))
        {
            yield return new ValidationResult($"found '{Otlp}', expected an address that begins with http:// or https://.", [nameof(Otlp)]);
        }
    }
}

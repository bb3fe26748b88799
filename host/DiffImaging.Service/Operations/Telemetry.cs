using System.Reflection;
using DiffImaging.Service.Options;
using DiffImaging.Service.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Quartz.Diagnostics;

namespace DiffImaging.Service.Operations;

/// <summary>Logs, metrics and traces: where they are made, and where they go.</summary>
internal static class Telemetry
{
    private const string ServiceName = "diffimaging";

    /// <summary>Has the log written as the settings say.</summary>
    /// <remarks>After systemd's own format is chosen, which suits text alone.</remarks>
    public static void WriteAs(this ILoggingBuilder logging, LogFormat format)
    {
        if (format == LogFormat.Json)
        {
            logging.AddJsonConsole(console => (console.IncludeScopes, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "O"));
        }
    }

    /// <summary>Adds metrics and traces, and the collector where there is one.</summary>
    public static void AddTelemetry(this IServiceCollection services, ServiceOptions options)
    {
        services.AddMetrics().AddSingleton<JobMetrics>().AddSingleton<JobCounts>().AddHostedService(provider => provider.GetRequiredService<JobCounts>());
        var version = typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: version, autoGenerateServiceInstanceId: false, serviceInstanceId: options.Node.Name))
            .WithMetrics(metrics => metrics.AddMeter(JobMetrics.MeterName).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter());
        if (options.Telemetry.Otlp is { } collector)
        {
            telemetry.WithTracing(traces => traces.AddSource(JobTraces.SourceName, QuartzInstrumentation.ActivitySourceName).AddAspNetCoreInstrumentation())
                .WithLogging(configureBuilder: null, logs => logs.IncludeScopes = true)
                .UseOtlpExporter(options.Telemetry.Protocol, collector);
        }
    }

    /// <summary>Maps <c>/metrics</c>: names of calls and numbers of jobs are for those who may see jobs.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(nameof(ApiRole.Read));
}

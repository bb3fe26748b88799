using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DiffImaging.Service.Operations;

/// <summary>Marks lines of the log with the job that they are about.</summary>
internal static class JobLogScope
{
    private const string Job = "Job";
    private const string Attempt = "Attempt";

    /// <summary>Marks what is logged until the answer is disposed.</summary>
    public static IDisposable? Of(ILogger logger, string job, long? attempt = null)
    {
        var fields = new Dictionary<string, object> { [Job] = job };
        if (attempt is { } number)
        {
            fields[Attempt] = number;
        }

        return logger.BeginScope(fields);
    }

    /// <summary>Marks what is logged about a request that names a job.</summary>
    public static IDisposable? Of(ILogger logger, HttpContext context) => JobOf(context) is { } job ? Of(logger, job) : null;

    /// <summary>Marks what is logged while requests are answered.</summary>
    public static void UseJobLogScope(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(JobLogScope));
        app.Use(async (context, next) =>
        {
            using var scope = Of(logger, context);
            await next(context);
        });
    }

    // Where a request has failed its route is told apart.
    private static string? JobOf(HttpContext context)
    {
        var route = context.Features.Get<IExceptionHandlerFeature>()?.RouteValues ?? context.Request.RouteValues;
        return route.TryGetValue("id", out var id) && id is string text && Jobs.JobId.IsValid(text) ? text : null;
    }
}

using System.IO.Compression;
using System.Text.Json.Nodes;
using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Operations;
using DiffImaging.Service.Scheduling;
using DiffImaging.Service.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;

namespace DiffImaging.Service.Api;

/// <summary>The resource <c>jobs</c>.</summary>
internal static class JobEndpoints
{
    private const int LargestPage = 500;

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/v1/jobs").RequireAuthorization(nameof(ApiRole.Read)).WithTags("jobs")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        var submit = jobs.MapGroup("").RequireAuthorization(nameof(ApiRole.Submit));
        submit.MapPost("/", SubmitAsync).WithSummary("Submit an experiment: the definition as JSON, or a form with the part 'definition' and the files that it names.")
            .Accepts<JsonObject>("application/json", "multipart/form-data")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status507InsufficientStorage);
        jobs.MapGet("/", ListAsync).WithSummary("List jobs, newest first, by pages; with 'parent' the children of a batch, in their order.");
        Of(jobs.MapGet("/{id}", FindAsync), "Where a job stands.");
        Of(jobs.MapGet("/{id}/events", EventsAsync), "The course of a job until its end, as server-sent events.");
        Of(submit.MapPost("/{id}/cancel", CancelAsync), "Take a job back, waiting or running.");
        Of(submit.MapPost("/{id}/retry", RetryAsync), "Queue a failed or cancelled job again.").ProducesProblem(StatusCodes.Status409Conflict);
        Of(jobs.MapDelete("/{id}", DeleteAsync), "Remove a job that has ended, with its files.").RequireAuthorization(nameof(ApiRole.Administer)).ProducesProblem(StatusCodes.Status409Conflict);
        MapFiles(jobs);
    }

    private static RouteHandlerBuilder Of(RouteHandlerBuilder endpoint, string summary) => endpoint.WithSummary(summary).ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>Everything of a job that is read as a file.</summary>
    /// <param name="jobs">The address of jobs; who may read is its affair.</param>
    public static void MapFiles(RouteGroupBuilder jobs)
    {
        Of(jobs.MapGet("/{id}/definition", DefinitionAsync), "The experiment of a job.");
        Of(jobs.MapGet("/{id}/log", LogAsync), "What the job's process has said.");
        Of(jobs.MapGet("/{id}/preview/{picture}", PreviewAsync), "A small picture of the object while it grows: amplitude.png or phase.png.");
        Of(jobs.MapGet("/{id}/result", ResultAsync), "The result as a zip archive.");
        Of(jobs.MapGet("/{id}/result/{**file}", ResultFileAsync), "A file of the result.");
    }

    private static async Task<Results<Created<JobDocument>, Ok<JobDocument>>> SubmitAsync(HttpRequest request, SubmissionReader reader, CancellationToken cancellation)
    {
        var (job, isNew) = await reader.SubmitAsync(request, cancellation);
        return isNew ? TypedResults.Created($"/api/v1/jobs/{job.Id}", JobDocument.Of(job)) : TypedResults.Ok(JobDocument.Of(job));
    }

    private static async Task<Ok<JobPage>> ListAsync(
        IJobStore jobs, [FromQuery] string[]? state, [FromQuery] string? name, [FromQuery] string? before, [FromQuery] string? parent, [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancellation)
    {
        var size = limit ?? 50;
        if (size is < 1 or > LargestPage)
        {
            throw Problem.Bad($"limit: found {size}, expected 1 to {LargestPage}.");
        }

        foreach (var (key, id) in new[] { (nameof(before), before), (nameof(parent), parent), (nameof(after), after) })
        {
            if (id is not null && !JobId.IsValid(id))
            {
                throw Problem.Bad($"{key}: expected the id of a job.");
            }
        }

        var query = new JobQuery { States = [.. (state ?? []).Select(State)], Name = name, Before = before, Parent = parent, After = after, Limit = size + 1 };
        var found = await jobs.ListAsync(query, cancellation);
        var page = found.Take(size).ToList();
        var filter = string.Concat(query.States.Select(wanted => $"&state={wanted.Text()}")) + (name is null ? "" : $"&name={Uri.EscapeDataString(name)}");
        var turn = parent is null ? $"&before={page.LastOrDefault()?.Id}" : $"&parent={parent}&after={page.LastOrDefault()?.Id}";
        return TypedResults.Ok(new JobPage([.. page.Select(JobDocument.Of)], found.Count > size ? $"/api/v1/jobs?limit={size}{turn}{filter}" : null));
    }

    private static async Task<Ok<JobDocument>> FindAsync(string id, IJobStore jobs, CancellationToken cancellation) =>
        TypedResults.Ok(JobDocument.Of(await RequireAsync(jobs, id, cancellation)));

    private static async Task<ContentHttpResult> DefinitionAsync(string id, IJobStore jobs, CancellationToken cancellation)
    {
        await RequireAsync(jobs, id, cancellation);
        return TypedResults.Text((await jobs.FindWorkAsync(id, cancellation))?.Definition, "application/json");
    }

    private static async Task<ServerSentEventsResult<JobDocument>> EventsAsync(string id, IJobStore jobs, CancellationToken cancellation)
    {
        await RequireAsync(jobs, id, cancellation);
        return TypedResults.ServerSentEvents(JobEvents.WatchAsync(jobs, id, cancellation));
    }

    private static async Task<Ok<JobDocument>> CancelAsync(string id, IJobStore jobs, JobMetrics metrics, CancellationToken cancellation)
    {
        var before = await RequireAsync(jobs, id, cancellation);
        var job = await jobs.CancelAsync(id, cancellation) ?? throw Problem.NoJob(id);
        if (!before.State.IsFinal() && before.State != JobState.Running && job.State == JobState.Cancelled)
        {
            // What runs is counted where it ends.
            metrics.JobEnded(job.State);
        }

        return TypedResults.Ok(JobDocument.Of(job));
    }

    private static async Task<Ok<JobDocument>> RetryAsync(string id, IJobStore jobs, JobQueue queue, CancellationToken cancellation)
    {
        var before = await RequireAsync(jobs, id, cancellation);
        if (!await jobs.TryRetryAsync(id, cancellation))
        {
            throw Problem.Conflict(before.Parent is not null && before.State is JobState.Failed or JobState.Cancelled
                ? $"its batch has ended; retry that: {before.Parent}."
                : before.Children is not null && before.State is JobState.Failed or JobState.Cancelled
                ? "some of its children have not ended yet; try again when they have."
                : $"found {before.State.Text()}, expected failed or cancelled.");
        }

        var job = await RequireAsync(jobs, id, CancellationToken.None);
        await queue.EnqueueKeptAsync(job);
        return TypedResults.Ok(JobDocument.Of(job));
    }

    private static async Task<NoContent> DeleteAsync(string id, IJobStore jobs, IJobFiles files, CancellationToken cancellation)
    {
        var job = await RequireAsync(jobs, id, cancellation);
        var children = await jobs.FindChildrenAsync(id, cancellation);
        if (!await jobs.TryDeleteAsync(id, cancellation))
        {
            throw Problem.Conflict(job.Parent is { } batch ? $"it goes with its batch, {batch}." : $"found {job.State.Text()}{(children.Count > 0 ? ", or children that have not ended" : "")}; cancel it first.");
        }

        foreach (var gone in children.Append(job))
        {
            await files.RemoveAsync(gone.Id, CancellationToken.None);
        }

        return TypedResults.NoContent();
    }

    private static async Task<FileStreamHttpResult> LogAsync(string id, IJobStore jobs, IJobFiles files, CancellationToken cancellation)
    {
        await RequireAsync(jobs, id, cancellation);
        var log = await files.OpenAsync(id, JobKeys.Log, cancellation) ?? throw Problem.Missing("The job has not said anything yet.");
        return TypedResults.Stream(log, "text/plain; charset=utf-8");
    }

    private static async Task<FileStreamHttpResult> PreviewAsync(string id, string picture, HttpResponse response, IJobStore jobs, IJobFiles files, CancellationToken cancellation)
    {
        await RequireAsync(jobs, id, cancellation);
        var content = picture is "amplitude.png" or "phase.png" ? await files.OpenAsync(id, $"{JobKeys.Preview}/{picture}", cancellation) : null;
        response.Headers.CacheControl = "no-cache";
        return TypedResults.Stream(content ?? throw Problem.Missing("There is no such picture, or not yet: amplitude.png, phase.png."), "image/png");
    }

    private static async Task<PushStreamHttpResult> ResultAsync(string id, HttpContext context, IJobStore jobs, IJobFiles files, CancellationToken cancellation)
    {
        await RequireAsync(jobs, id, cancellation);
        var found = await files.ListAsync(id, JobKeys.Result, cancellation);
        if (found.Count == 0)
        {
            throw Problem.Missing("The job has no result.");
        }

        // The archive's entries end with a write that is not asynchronous.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(body => ZipAsync(id, files, found, body, cancellation), "application/zip", $"{id}.zip");
    }

    private static async Task ZipAsync(string id, IJobFiles files, IReadOnlyList<JobFile> found, Stream body, CancellationToken cancellation)
    {
        await using var archive = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, null, cancellation);
        foreach (var file in found)
        {
            await using var source = await files.OpenAsync(id, file.Key, cancellation);
            if (source is null)
            {
                continue;
            }

            var entry = archive.CreateEntry(file.Key[(JobKeys.Result.Length + 1)..], CompressionLevel.Fastest);
            await using var target = await entry.OpenAsync(cancellation);
            await source.CopyToAsync(target, cancellation);
        }
    }

    private static async Task<FileStreamHttpResult> ResultFileAsync(string id, string file, IJobStore jobs, IJobFiles files, CancellationToken cancellation)
    {
        await RequireAsync(jobs, id, cancellation);
        var known = await files.ListAsync(id, JobKeys.Result, cancellation);
        var key = $"{JobKeys.Result}/{file}";
        if (!known.Any(one => one.Key == key) || await files.OpenAsync(id, key, cancellation) is not { } content)
        {
            throw Problem.Missing("The result has no such file.");
        }

        return TypedResults.Stream(content, new FileExtensionContentTypeProvider().TryGetContentType(file, out var type) ? type : "application/octet-stream", enableRangeProcessing: true);
    }

    private static async Task<Job> RequireAsync(IJobStore jobs, string id, CancellationToken cancellation) =>
        (JobId.IsValid(id) ? await jobs.FindAsync(id, cancellation) : null) ?? throw Problem.NoJob(id);

    private static JobState State(string text) =>
        text.Length > 0 && !char.IsDigit(text[0]) && Enum.TryParse<JobState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state
        : throw Problem.Bad($"state: found '{(text.Length > 40 ? text[..40] + "…" : text)}', expected queued, running, succeeded, failed, cancelled or interrupted.");
}

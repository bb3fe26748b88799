using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Service.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DiffImaging.Service.Api;

/// <summary>Reads what is submitted: a definition as JSON, or as the part <c>definition</c> of a form whose other parts are its files.</summary>
internal sealed class SubmissionReader(Submissions submissions)
{
    private const int LongestKey = 200;

    /// <summary>Reads and checks the request, and makes the job of it.</summary>
    /// <returns>The job, and whether it is new.</returns>
    /// <exception cref="Problem">Something is wrong with it.</exception>
    public async Task<(Job Job, bool IsNew)> SubmitAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } coding && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw Problem.WrongType($"Content-Encoding: found '{Submissions.Shorten(coding.ToString())}', expected none; nothing is unpacked here.");
        }

        var submission = Describe(request, JobId.Create());
        using var folder = submissions.CreateFolder(submission.Id);
        var definition = request.HasFormContentType ? await ReadFormAsync(request, folder, cancellation)
            : request.HasJsonContentType() ? await submissions.ReadDefinitionAsync(request.Body, cancellation)
            : throw Problem.WrongType($"found '{Submissions.Shorten(request.ContentType ?? "none")}', expected application/json, or multipart/form-data with a part 'definition'.");
        return await submissions.SubmitAsync(submission, definition, folder, cancellation);
    }

    private static JobSubmission Describe(HttpRequest request, string id)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey)
        {
            throw Problem.Bad($"Idempotency-Key: found {key.Length} characters, expected at most {LongestKey}.");
        }

        return new JobSubmission(id, Submissions.CheckName(request.Query["name"].ToString()), "")
        {
            Priority = Priority(request.Query["priority"].ToString()),
            TimeLimit = TimeLimit(request.Query["timeLimit"].ToString()),
            IdempotencyKey = key.Length > 0 ? key : null,
        };
    }

    private static JobPriority Priority(string text) =>
        text.Length == 0 ? JobPriority.Normal
        : !char.IsDigit(text[0]) && Enum.TryParse<JobPriority>(text, ignoreCase: true, out var priority) && Enum.IsDefined(priority) ? priority
        : throw Problem.Bad($"priority: found '{Submissions.Shorten(text)}', expected low, normal or high.");

    private static double? TimeLimit(string text) =>
        text.Length == 0 ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e8 ? seconds
        : throw Problem.Bad($"timeLimit: found '{Submissions.Shorten(text)}', expected a positive number of seconds.");

    private async Task<JsonObject> ReadFormAsync(HttpRequest request, SubmissionFolder folder, CancellationToken cancellation)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
        {
            throw Problem.Bad("the form has no boundary of at most 200 characters.");
        }

        var reader = new MultipartReader(boundary, request.Body);
        JsonObject? definition = null;
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            var disposition = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var header) ? header : null;
            if (HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).Value == "definition")
            {
                definition = definition is null ? await submissions.ReadDefinitionAsync(section.Body, cancellation) : throw Problem.Bad("the form has two parts 'definition', expected one.");
                continue;
            }

            var name = Uri.UnescapeDataString(HeaderUtilities.RemoveQuotes(disposition?.FileName ?? default).Value ?? "").Replace('\\', '/');
            submissions.Check(name, folder);
            await folder.AddAsync(name, section.Body, cancellation);
        }

        return definition ?? throw Problem.Bad("the form has no part 'definition'; it holds the experiment as JSON.");
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Service.Files;
using DiffImaging.Service.Inspection;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Nodes;
using DiffImaging.Service.Operations;
using DiffImaging.Service.Options;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DiffImaging.Service.Api;

/// <summary>Reads what is submitted: a definition as JSON, or as the part <c>definition</c> of a form whose other parts are its files.</summary>
internal sealed class SubmissionReader(IJobFiles files, IDefinitionInspector inspector, MemoryAdmission admission, JobMetrics metrics, DataFolder data, IOptions<ServiceOptions> options)
{
    private const int Deepest = 64;
    private const int LongestName = 200;
    private const int LongestKey = 200;
    private static readonly JsonDocumentOptions Format = new() { MaxDepth = Deepest, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private UploadOptions Limits => options.Value.Uploads;

    /// <summary>Reads and checks the request; its files lie among the job's inputs then, or nothing of it is left.</summary>
    /// <exception cref="Problem">Something is wrong with it.</exception>
    public async Task<JobSubmission> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } coding && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw Problem.WrongType($"Content-Encoding: found '{Shorten(coding.ToString())}', expected none; nothing is unpacked here.");
        }

        var submission = Describe(request, JobId.Create());
        using var folder = new SubmissionFolder(Path.Combine(data.Work, $"submission-{submission.Id}"));
        var definition = request.HasFormContentType ? await ReadFormAsync(request, folder, cancellation)
            : request.HasJsonContentType() ? await ReadDefinitionAsync(request.Body, cancellation)
            : throw Problem.WrongType($"found '{Shorten(request.ContentType ?? "none")}', expected application/json, or multipart/form-data with a part 'definition'.");
        await File.WriteAllTextAsync(folder.PathOf(JobKeys.Definition), definition.ToJsonString(), cancellation);
        var inspected = await InspectAsync(folder.PathOf(JobKeys.Definition), cancellation);
        await ShareAsync(submission.Id, folder, cancellation);
        metrics.Uploaded(folder.Bytes);
        return submission with
        {
            Definition = definition.ToJsonString(),
            Batch = inspected.Batch,
            Memory = inspected.Memory?.Bytes,
            Name = submission.Name.Length > 0 ? submission.Name : Title(definition),
        };
    }

    private async Task<InspectedDefinition> InspectAsync(string definition, CancellationToken cancellation)
    {
        try
        {
            var inspected = await inspector.InspectAsync(definition, cancellation);
            if (inspected.Mistakes.Count > 0)
            {
                throw Problem.Invalid("The definition has mistakes.", inspected.Mistakes);
            }

            return inspected.Memory is { } memory && await admission.RefuseAsync(memory, cancellation) is { } reason
                ? throw Problem.Invalid("No node may run this.", [new ProblemFinding(Workers.JobMemory.LimitPath, reason)])
                : inspected;
        }
        catch (InspectionException exception)
        {
            throw Problem.Invalid($"The definition could not be checked: {exception.Message}");
        }
    }

    private async Task ShareAsync(string id, SubmissionFolder folder, CancellationToken cancellation)
    {
        try
        {
            foreach (var name in folder.Names)
            {
                await using var content = File.OpenRead(folder.PathOf(name));
                await files.PutAsync(id, $"{JobKeys.Inputs}/{name}", content, cancellation);
            }
        }
        catch
        {
            await files.RemoveAsync(id, CancellationToken.None);
            throw;
        }
    }

    private static JobSubmission Describe(HttpRequest request, string id)
    {
        var name = request.Query["name"].ToString();
        if (name.Length > LongestName || name.Any(char.IsControl))
        {
            throw Problem.Bad($"name: found {name.Length} characters, expected at most {LongestName}, none of them a control character.");
        }

        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey)
        {
            throw Problem.Bad($"Idempotency-Key: found {key.Length} characters, expected at most {LongestKey}.");
        }

        return new JobSubmission(id, name, "")
        {
            Priority = Priority(request.Query["priority"].ToString()),
            TimeLimit = TimeLimit(request.Query["timeLimit"].ToString()),
            IdempotencyKey = key.Length > 0 ? key : null,
        };
    }

    private static JobPriority Priority(string text) =>
        text.Length == 0 ? JobPriority.Normal
        : !char.IsDigit(text[0]) && Enum.TryParse<JobPriority>(text, ignoreCase: true, out var priority) && Enum.IsDefined(priority) ? priority
        : throw Problem.Bad($"priority: found '{Shorten(text)}', expected low, normal or high.");

    private static double? TimeLimit(string text) =>
        text.Length == 0 ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e8 ? seconds
        : throw Problem.Bad($"timeLimit: found '{Shorten(text)}', expected a positive number of seconds.");

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
                definition = definition is null ? await ReadDefinitionAsync(section.Body, cancellation) : throw Problem.Bad("the form has two parts 'definition', expected one.");
                continue;
            }

            var name = Uri.UnescapeDataString(HeaderUtilities.RemoveQuotes(disposition?.FileName ?? default).Value ?? "").Replace('\\', '/');
            Check(name, folder);
            await folder.AddAsync(name, section.Body, cancellation);
        }

        return definition ?? throw Problem.Bad("the form has no part 'definition'; it holds the experiment as JSON.");
    }

    private void Check(string name, SubmissionFolder folder)
    {
        if (FileNames.Check(name) is { } problem)
        {
            throw Problem.Bad($"file '{Shorten(name)}': the name {problem}.");
        }

        if (name.Equals(JobKeys.Definition, StringComparison.OrdinalIgnoreCase) || folder.Holds(name))
        {
            throw Problem.Bad($"file '{Shorten(name)}': the name is taken; every file needs its own, other than {JobKeys.Definition}.");
        }

        if (folder.Names.Count >= Limits.MostFiles)
        {
            throw Problem.TooLarge($"the form has more than {Limits.MostFiles} files.");
        }
    }

    private async Task<JsonObject> ReadDefinitionAsync(Stream body, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 14];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            text.Write(buffer, 0, count);
            if (text.Length > Limits.LargestDefinition)
            {
                throw Problem.TooLarge($"the definition has more than {Limits.LargestDefinition} bytes.");
            }
        }

        try
        {
            text.Position = 0;
            return JsonNode.Parse(text, documentOptions: Format) is JsonObject definition
                ? definition
                : throw Problem.Bad("the definition is no JSON object; it is the experiment that `diffimaging run` takes.");
        }
        catch (JsonException exception)
        {
            throw Problem.Bad($"the definition is no JSON: {exception.Message}");
        }
    }

    private static string Title(JsonObject definition)
    {
        var title = definition["output"] is JsonObject output && output["title"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "experiment";
        return Shorten(new string([.. title.Where(letter => !char.IsControl(letter))]), LongestName);
    }

    private static string Shorten(string text, int length = 80) => text.Length > length ? text[..length] + "…" : text;
}

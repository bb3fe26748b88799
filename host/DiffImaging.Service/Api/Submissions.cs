using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Service.Files;
using DiffImaging.Service.Inspection;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Nodes;
using DiffImaging.Service.Operations;
using DiffImaging.Service.Options;
using DiffImaging.Service.Plugins;
using DiffImaging.Service.Scheduling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Api;

/// <summary>The one way for an experiment to become a job, whoever submits it: what it is called, what may be sent along, what is checked.</summary>
internal sealed class Submissions(
    IJobStore jobs, IJobFiles files, JobQueue queue, IDefinitionInspector inspector, MemoryAdmission admission, PluginConduct conduct, JobMetrics metrics, DataFolder data, IOptions<ServiceOptions> options, ILogger<Submissions> logger)
{
    private const int LongestName = 200;
    private const int Deepest = 64;
    private static readonly JsonDocumentOptions Format = new() { MaxDepth = Deepest, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>What may be sent.</summary>
    public UploadOptions Limits => options.Value.Uploads;

    /// <summary>A folder for the files of a submission.</summary>
    public SubmissionFolder CreateFolder(string id) => new(Path.Combine(data.Work, $"submission-{id}"));

    /// <summary>A name that a job may have.</summary>
    /// <exception cref="Problem">It may not.</exception>
    public static string CheckName(string name) => name.Length <= LongestName && !name.Any(char.IsControl) ? name
        : throw Problem.Bad($"name: found {name.Length} characters, expected at most {LongestName}, none of them a control character.");

    /// <summary>A name made of what a definition says, which may be anything.</summary>
    public static string NameOf(string text) => Shorten(new string([.. text.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter))]), LongestName);

    /// <summary>Checks the name of a further file.</summary>
    /// <exception cref="Problem">It cannot be sent.</exception>
    public void Check(string name, SubmissionFolder folder)
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

    /// <summary>Reads a definition strictly.</summary>
    /// <exception cref="Problem">It is none, or too large.</exception>
    public async Task<JsonObject> ReadDefinitionAsync(Stream body, CancellationToken cancellation)
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

    /// <summary>Finds the mistakes of a definition with the files beside it, what it needs and what it stands for.</summary>
    /// <exception cref="InspectionException">It could not be checked.</exception>
    public async Task<InspectedDefinition> InspectAsync(JsonObject definition, SubmissionFolder folder, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(folder.PathOf(JobKeys.Definition), definition.ToJsonString(), cancellation);
        return await inspector.InspectAsync(folder.PathOf(JobKeys.Definition), cancellation);
    }

    /// <summary>Checks an experiment and makes a job of it; its files lie among the job's inputs then, or nothing of it is left.</summary>
    /// <param name="submission">How it is to be run; without a name it gets the title of its output.</param>
    /// <param name="definition">The experiment.</param>
    /// <param name="folder">Its files.</param>
    /// <param name="cancellation">Gives up, as long as there is no job.</param>
    /// <returns>The job, and whether it is new: not where the idempotency key was given before.</returns>
    /// <exception cref="Problem">Something is wrong with it.</exception>
    public async Task<(Job Job, bool IsNew)> SubmitAsync(JobSubmission submission, JsonObject definition, SubmissionFolder folder, CancellationToken cancellation)
    {
        using var scope = JobLogScope.Of(logger, submission.Id);
        using var span = JobTraces.Submission(submission.Id);
        var inspected = await RequireCorrectAsync(definition, folder, cancellation);
        await ShareAsync(submission.Id, folder, cancellation);
        metrics.Uploaded(folder.Bytes);
        var whole = submission with
        {
            Definition = definition.ToJsonString(),
            Batch = inspected.Batch,
            Memory = inspected.Memory?.Bytes,
            Name = submission.Name.Length > 0 ? submission.Name : Title(definition),
        };
        var (job, isNew) = await AddAsync(whole, cancellation);
        if (isNew)
        {
            // From here on the job is kept, whoever goes away.
            await queue.EnqueueKeptAsync(job);
        }
        else
        {
            await files.RemoveAsync(submission.Id, cancellation);
        }

        return (job, isNew);
    }

    /// <summary>A text as it may stand in a message.</summary>
    public static string Shorten(string text, int length = 80) => text.Length > length ? text[..length] + "…" : text;

    private async Task<(Job Job, bool IsNew)> AddAsync(JobSubmission submission, CancellationToken cancellation)
    {
        try
        {
            return await jobs.AddAsync(submission, cancellation);
        }
        catch (System.Data.Common.DbException exception) when (FullDisk.Is(exception))
        {
            // Not added, for certain: after other failures the job may be there, and need its files.
            await files.RemoveAsync(submission.Id, CancellationToken.None);
            throw;
        }
    }

    private async Task<InspectedDefinition> RequireCorrectAsync(JsonObject definition, SubmissionFolder folder, CancellationToken cancellation)
    {
        try
        {
            var inspected = await InspectAsync(definition, folder, cancellation);
            if (inspected.Mistakes.Count > 0)
            {
                throw Problem.Invalid("The definition has mistakes.", inspected.Mistakes);
            }

            var refused = inspected.Plugins.Used.Select(plugin => (plugin.Key, Reason: conduct.Refusal(plugin.Key, plugin.Value))).Where(plugin => plugin.Reason is not null).ToList();
            if (refused.Count > 0)
            {
                throw Problem.Invalid("A plugin that the definition needs is not used any more.", [.. refused.Select(plugin => new ProblemFinding("", $"plugin '{plugin.Key}': {plugin.Reason}"))]);
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

    private static string Title(JsonObject definition)
    {
        var title = definition["output"] is JsonObject output && output["title"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "experiment";
        return NameOf(title);
    }
}

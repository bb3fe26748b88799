using System.Text.Json.Nodes;
using DiffImaging.Service.Api;
using DiffImaging.Service.Inspection;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Web.Drafts;

/// <summary>An experiment that somebody is writing, with its files, until it becomes a job or is left.</summary>
public sealed class Draft : IDisposable
{
    private const string Data = "data";
    private const string Measurement = "measurement";

    private readonly Submissions _submissions;
    private readonly SubmissionFolder _folder;
    private readonly SemaphoreSlim _one = new(1);

    internal Draft(Submissions submissions, string id) => (_submissions, _folder, Id) = (submissions, submissions.CreateFolder(id), id);

    /// <summary>The id that its job will have.</summary>
    public string Id { get; }

    /// <summary>The experiment.</summary>
    public JsonObject Definition { get; set; } = [];

    /// <summary>Id of its modality; null without.</summary>
    public string? Modality => Text("modality", "id");

    /// <summary>Its title; null without.</summary>
    public string? Title => Text("output", "title");

    /// <summary>Names of its files, with their sizes in bytes.</summary>
    public IReadOnlyList<(string Name, long Size)> Files => [.. _folder.Names.Select(name => (name, new FileInfo(_folder.PathOf(name)).Length))];

    /// <summary>Whether the definition names a file as the measurement.</summary>
    public bool IsMeasurement(string name) => (Definition[Data] as JsonObject)?[Measurement] switch
    {
        JsonArray list => list.Any(item => item is JsonValue one && one.TryGetValue<string>(out var text) && text == name),
        JsonValue value => value.TryGetValue<string>(out var text) && text == name,
        _ => false,
    };

    /// <summary>Takes a file; one of the same name is replaced.</summary>
    /// <exception cref="Problem">It cannot be sent.</exception>
    public async Task AddAsync(string name, Stream content, CancellationToken cancellation)
    {
        if (_folder.Names.Contains(name))
        {
            _folder.Remove(name);
        }

        _submissions.Check(name, _folder);
        await _folder.AddAsync(name, content, cancellation);
    }

    /// <summary>Takes a file away.</summary>
    public void Remove(string name) => _folder.Remove(name);

    /// <summary>Makes a file the measurement, in the place of what was measured or simulated before.</summary>
    public void Measure(string name)
    {
        if (Definition[Data] is not JsonObject data)
        {
            Definition[Data] = data = [];
        }

        data.Remove("simulation");
        data.Remove("simulationSettings");
        data[Measurement] = name;
    }

    /// <summary>The mistakes that the service would refuse it for; empty for none.</summary>
    /// <exception cref="InspectionException">It could not be checked.</exception>
    public async Task<IReadOnlyList<ProblemFinding>> CheckAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return (await _submissions.InspectAsync((JsonObject)Definition.DeepClone(), _folder, cancellation)).Mistakes;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Makes the job of it; asked twice, it is the same job.</summary>
    /// <exception cref="Problem">Something is wrong with it.</exception>
    public async Task<Job> SubmitAsync(string name, JobPriority priority, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var submission = new JobSubmission(Id, Submissions.CheckName(name), "") { Priority = priority, IdempotencyKey = Id };
            return (await _submissions.SubmitAsync(submission, (JsonObject)Definition.DeepClone(), _folder, cancellation)).Job;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Leaves it; its job, where it has become one, has files of its own.</summary>
    public void Dispose()
    {
        _folder.Dispose();
        _one.Dispose();
    }

    private string? Text(string section, string key) => (Definition[section] as JsonObject)?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

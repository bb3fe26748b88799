using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Service.Api;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Options;
using DiffImaging.Service.Plugins;
using DiffImaging.Service.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Inspection;

/// <summary>Checks definitions in a process of its own, which holds the plugins: one that hangs or crashes costs that process, not the service.</summary>
internal sealed partial class DefinitionInspector(
    JobCommand command, DataFolder data, PluginConduct conduct, IOptions<ServiceOptions> options, ILogger<DefinitionInspector> logger) : IDefinitionInspector, IDisposable
{
    // Each may hold as much memory as a plugin and its libraries take; a new process holds none.
    private const int MostRemaining = 10;

    private static readonly JsonDocumentOptions OneOfEach = new() { AllowDuplicateProperties = false };

    private readonly SemaphoreSlim _one = new(1);
    private Process? _process;
    private long _asked;

    private TimeSpan Longest => TimeSpan.FromSeconds(options.Value.Node.CheckWithin);

    private string Calls => Path.Combine(data.Work, "inspection.call");

    public async Task<InspectedDefinition> InspectAsync(string file, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            // Not cancelled once it is asked: the next definition would wait for the answer to this one.
            var inspected = Understand(await AskAsync(file));
            Learn(inspected.Plugins);
            return inspected;
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task RenewAsync()
    {
        await _one.WaitAsync();
        try
        {
            End();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        End();
        _one.Dispose();
    }

    private async Task<JsonObject> AskAsync(string file)
    {
        var process = _process ??= Start();
        var id = ++_asked;
        var question = new JsonObject
        {
            ["id"] = id,
            ["file"] = file,
            ["roots"] = new JsonArray([.. options.Value.DataRoots.Select(root => JsonValue.Create($"{root.Key}={root.Value}"))]),
        };
        try
        {
            await process.StandardInput.WriteLineAsync(question.ToJsonString(JsonSerializerOptions.Default));
            await process.StandardInput.FlushAsync();
            var answer = await ReadAnswerAsync(process.StandardOutput, id).WaitAsync(Longest);
            return answer ?? throw new InspectionException($"the definition ended the process that checked it{During()}.");
        }
        catch (TimeoutException)
        {
            End();
            throw new InspectionException($"checking the definition took longer than {Longest.TotalSeconds:0.#} s{During()}.");
        }
        catch (Exception exception) when (exception is IOException or InspectionException)
        {
            End();
            throw exception as InspectionException ?? new InspectionException($"the process that checks definitions has ended{During()}.");
        }
    }

    // Native code of a plugin may write to standard output too: what is no answer to this question is none.
    private static async Task<JsonObject?> ReadAnswerAsync(StreamReader output, long id)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (AnswerIn(line) is { } answer && answer["id"] is JsonValue value && value.TryGetValue<long>(out var found) && found == id)
            {
                return answer;
            }
        }

        return null;
    }

    private static JsonObject? AnswerIn(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonNode.Parse(line, documentOptions: OneOfEach) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private InspectedDefinition Understand(JsonObject answer)
    {
        try
        {
            return Read(answer);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or NullReferenceException or InvalidCastException or ArgumentException)
        {
            End();
            throw new InspectionException($"the process that checks definitions gave no answer that can be read: {exception.Message}");
        }
    }

    private string During() => PluginCall.Read(Calls) is { } call ? $", {call}" : "";

    private void Learn(InspectedPlugins plugins)
    {
        conduct.Heard(plugins.GivenUp);
        foreach (var plugin in plugins.Changed)
        {
            LogChanged(plugin);
        }

        if (plugins.Problem.Length > 0)
        {
            LogProblem(plugins.Problem);
        }

        if (plugins.Changed.Count == 0)
        {
            return;
        }

        foreach (var plugin in plugins.Remaining.CountBy(id => id))
        {
            LogRemaining(plugin.Key, plugin.Value);
        }

        if (plugins.Remaining.Count >= MostRemaining)
        {
            LogRenewed(plugins.Remaining.Count);
            End();
        }
    }

    private Process Start()
    {
        Directory.CreateDirectory(data.Work);
        var start = command.Start(["inspect", "--calls", Calls]);
        start.RedirectStandardError = false;
        return Process.Start(start)!;
    }

    private void End()
    {
        _process?.End();
        _process?.Dispose();
        _process = null;
    }

    private static InspectedDefinition Read(JsonObject document)
    {
        IReadOnlyList<ProblemFinding> mistakes = (bool)document["valid"]! ? []
            : [.. ((JsonArray)document["findings"]!).Where(finding => (string?)finding!["severity"] == "error")
                .Select(finding => new ProblemFinding((string?)finding!["path"] ?? "", (string?)finding["message"] ?? ""))];
        return new InspectedDefinition(mistakes, MemoryNeed.Read(document["memory"]), document["batch"] is JsonObject batch ? Batch(batch) : null) { Plugins = InspectedPlugins.Read(document["plugins"]) };
    }

    private static JobBatch Batch(JsonObject batch) => new(
        [.. ((JsonArray)batch["children"]!).Select(child => new JobChild(Submissions.NameOf((string)child!["name"]!), child["overlay"]!.ToJsonString()))],
        (long)batch["mostFailures"]!,
        [.. ((JsonArray)batch["joins"]!).Select(suffix => (string)suffix!)]);

    [LoggerMessage(Level = LogLevel.Information, Message = "plugin {Plugin} has changed: definitions are checked with what is there now, and new jobs run with it")]
    private partial void LogChanged(string plugin);

    [LoggerMessage(Level = LogLevel.Warning, Message = "plugin {Plugin} was unloaded and is still in memory, {Times} times: something holds a type or an object of it")]
    private partial void LogRemaining(string plugin, int times);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} unloaded plugins are still in memory: the process that checks definitions is started anew")]
    private partial void LogRenewed(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the list of plugins has changed and cannot be read, so the one from before counts: {Problem}")]
    private partial void LogProblem(string problem);
}

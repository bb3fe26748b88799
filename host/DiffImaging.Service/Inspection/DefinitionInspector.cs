using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Service.Api;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Options;
using DiffImaging.Service.Workers;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Inspection;

/// <summary>Checks definitions in a process of its own, which holds the plugins: one that hangs or crashes costs that process, not the service.</summary>
internal sealed class DefinitionInspector(JobCommand command, IOptions<ServiceOptions> options) : IDefinitionInspector, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _one = new(1);
    private Process? _process;

    public async Task<InspectedDefinition> InspectAsync(string file, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            // Not cancelled once it is asked: an answer that nobody reads would be taken for that of the next definition.
            return Read(await AskAsync(file));
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

    private async Task<string> AskAsync(string file)
    {
        var process = _process ??= Start();
        var question = new JsonObject
        {
            ["file"] = file,
            ["roots"] = new JsonArray([.. options.Value.DataRoots.Select(root => JsonValue.Create($"{root.Key}={root.Value}"))]),
        };
        try
        {
            await process.StandardInput.WriteLineAsync(question.ToJsonString(JsonSerializerOptions.Default));
            await process.StandardInput.FlushAsync();
            var answer = await process.StandardOutput.ReadLineAsync().WaitAsync(Longest);
            return answer ?? throw new InspectionException("the definition ended the process that checked it.");
        }
        catch (TimeoutException)
        {
            End();
            throw new InspectionException($"checking the definition took longer than {Longest.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is IOException or InspectionException)
        {
            End();
            throw exception as InspectionException ?? new InspectionException("the process that checks definitions has ended.");
        }
    }

    private Process Start()
    {
        var start = command.Start(["inspect"]);
        start.RedirectStandardError = false;
        return Process.Start(start)!;
    }

    private void End()
    {
        _process?.End();
        _process?.Dispose();
        _process = null;
    }

    private static InspectedDefinition Read(string answer)
    {
        var document = (JsonObject)JsonNode.Parse(answer)!;
        IReadOnlyList<ProblemFinding> mistakes = (bool)document["valid"]! ? []
            : [.. ((JsonArray)document["findings"]!).Where(finding => (string?)finding!["severity"] == "error")
                .Select(finding => new ProblemFinding((string?)finding!["path"] ?? "", (string?)finding["message"] ?? ""))];
        return new InspectedDefinition(mistakes, MemoryNeed.Read(document["memory"]), document["batch"] is JsonObject batch ? Batch(batch) : null);
    }

    private static JobBatch Batch(JsonObject batch) => new(
        [.. ((JsonArray)batch["children"]!).Select(child => new JobChild(Submissions.NameOf((string)child!["name"]!), child["overlay"]!.ToJsonString()))],
        (long)batch["mostFailures"]!,
        [.. ((JsonArray)batch["joins"]!).Select(suffix => (string)suffix!)]);
}

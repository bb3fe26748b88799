using System.Text.Json.Nodes;
using DiffImaging.Service;
using DiffImaging.Service.Api;
using DiffImaging.Service.Files;
using DiffImaging.Service.Inspection;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Web.Drafts;

/// <summary>Makes drafts of experiments from the templates that came with the program.</summary>
internal sealed class TemplateDrafts(Submissions submissions, ProgramDocuments program, DataFolder data)
{
    private const string Command = "templates";

    /// <summary>The templates.</summary>
    public async Task<IReadOnlyList<Template>> ListAsync() =>
        await program.ReadAsync(Command) is { } answer && JsonNode.Parse(answer)?["templates"] is JsonArray templates
            ? [.. templates.OfType<JsonObject>().Select(template => new Template(
                (string?)template["name"] ?? "", (string?)template["title"] ?? "", (string?)template["summary"] ?? "", (string?)template["modality"] ?? ""))]
            : [];

    /// <summary>A draft that is a template, with the files that it names.</summary>
    public async Task<Draft> CreateAsync(Template template, CancellationToken cancellation)
    {
        var draft = new Draft(submissions, JobId.Create());
        var unpacked = Path.Combine(data.Work, $"template-{draft.Id}");
        try
        {
            await program.AskAsync(Command, template.Name, "--output", unpacked);
            await using (var definition = File.OpenRead(Path.Combine(unpacked, JobKeys.Definition)))
            {
                draft.Definition = await submissions.ReadDefinitionAsync(definition, cancellation);
            }

            foreach (var file in Directory.GetFiles(unpacked, "*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(unpacked, file).Replace('\\', '/');
                if (name != JobKeys.Definition)
                {
                    await using var content = File.OpenRead(file);
                    await draft.AddAsync(name, content, cancellation);
                }
            }

            return draft;
        }
        catch
        {
            draft.Dispose();
            throw;
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }
}

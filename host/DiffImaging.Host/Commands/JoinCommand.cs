using System.CommandLine;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Runs;
using DiffImaging.Host.Batches;
using DiffImaging.Host.Batches.Joining;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Commands;

/// <summary><c>join</c>, hidden: makes one result of those of a batch's children, for a service, which ran them anywhere.</summary>
/// <remarks>The list of children is a JSON array of objects with <c>name</c>, <c>overlay</c>, <c>state</c>, <c>message</c> and <c>folder</c>, of which only that may be null.</remarks>
internal static class JoinCommand
{
    public static Command Create()
    {
        var definition = new Argument<string>("experiment") { Description = "Definition of the batch." };
        var list = new Option<string>("--children") { Description = "List of its children.", Required = true };
        var output = CommonOptions.Output("Folder of the joined result.");
        var command = new HostCommand("join", "Join the results of a batch.") { Hidden = true };
        command.Arguments.Add(definition);
        command.Options.Add(list);
        command.Options.Add(output);
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            var tree = ExperimentLayers.Read([call.GetValue(definition)!], [], useEnvironment: false);
            var findings = new FindingList(ExperimentSections.Batch);
            var options = OptionsBinder.Bind<BatchOptions>(tree[ExperimentSections.Batch] as JsonObject, findings);
            if (findings.HasErrors)
            {
                throw new ConfigurationException(findings.ToList());
            }

            var folder = Path.GetFullPath(call.GetValue(output)!);
            ResultPlace.Require(folder, ResultFolder.Marker);
            var title = (tree[ExperimentSections.Output] as JsonObject)?["title"]?.ToString();
            var outcome = BatchFolder.Write(title ?? Path.GetFileNameWithoutExtension(call.GetValue(definition)!), options, Read(call.GetValue(list)!), folder);
            new EventStream(OutputByCaller.Own).Ended(Enum.Parse<RunStatus>(outcome.Status, ignoreCase: true), outcome.Message);
            return outcome.Status == "failed" ? ExitCodes.Failed : ExitCodes.Done;
        }));
        return command;
    }

    private static List<ChildResult> Read(string path) =>
    [
        .. ((JsonArray)JsonNode.Parse(File.ReadAllText(path))!).Select(child => new ChildResult(
            (string)child!["name"]!, (JsonObject)child["overlay"]!.DeepClone(), (string)child["state"]!, (string)child["message"]!, (string?)child["folder"])),
    ];
}

using System.CommandLine;
using System.Text.Json.Nodes;
using DiffImaging.Host.Results;
using DiffImaging.Host.Submission;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary><c>templates</c>, hidden: tells a service, which loads no plugin itself, of the experiments that came with the program, or writes one down with its files.</summary>
internal static class TemplatesCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "Which to write down.", Arity = ArgumentArity.ZeroOrOne };
        CommonOptions.RefuseOptions(name);
        var (output, plugins) = (CommonOptions.Output("Folder to write it into."), CommonOptions.Plugins());
        var command = new HostCommand("templates", "Tell a service of the experiments that came with the program.") { Hidden = true };
        command.Arguments.Add(name);
        command.Options.Add(output);
        command.Options.Add(plugins);
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            var document = call.GetValue(name) is { } one
                ? new JsonObject { ["missing"] = new JsonArray([.. Templates.Unpack(one, call.GetValue(output) ?? one, CommonOptions.PluginsPath(call.GetValue(plugins))).Select(line => JsonValue.Create(line))]) }
                : Templates.List();
            Console.WriteLine(document.ToJsonString(ResultDocument.Format));
            return ExitCodes.Done;
        }));
        return command;
    }
}

using System.CommandLine;
using DiffImaging.Host.Plugins.Installing;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary><c>plugins add</c>, <c>remove</c>, <c>enable</c>, <c>disable</c>: change the list of plugins.</summary>
internal static class PluginsChangeCommands
{
    public static IEnumerable<Command> Create() => [Add(), Remove(), Switch("enable", "Switch a plugin on, if it becomes active.", true), Switch("disable", "Switch a plugin off; its files stay.", false)];

    private static HostCommand Add()
    {
        var source = new Argument<string>("source") { Description = "A package file (.nupkg), a folder with a built plugin, or the id of a package on the NuGet feeds that are configured." };
        CommonOptions.RefuseOptions(source);
        var version = new Option<string?>("--version") { Description = "Version of the package [default: the latest that is neither withdrawn nor a pre-release].", HelpName = "version" };
        var id = new Option<string?>("--id") { Description = "Id of the plugin [default: made of the name of the package or assembly].", HelpName = "id" };
        var disabled = new Option<bool>("--disabled") { Description = "Install it without switching it on." };
        var plugins = CommonOptions.Plugins();
        var command = new HostCommand("add", "Install a plugin, or another version of one.")
        {
            Details = """
                Lays it into a hidden folder beside the list, checks it there, loads it once in a process of its own, gives the folder its name
                (plugins/ID/VERSION) and then puts it on the list, with the SHA-256 of its files. Where a step fails, nothing has changed.
                Processes that run keep the version that they loaded.
                """,
            Examples = """
                diffimaging plugins add Acme.Lenses.1.2.0.nupkg
                diffimaging plugins add bin/Release/net10.0 --id acme-lenses
                diffimaging plugins add Acme.Lenses --version 1.2.0
                """,
        };
        command.Arguments.Add(source);
        command.Options.Add(version);
        command.Options.Add(id);
        command.Options.Add(disabled);
        command.Options.Add(plugins);
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(() => ChangeAsync(call.GetValue(plugins), installer => installer.AddAsync(
            new InstallationRequest(call.GetValue(source)!, call.GetValue(version), call.GetValue(id), call.GetValue(disabled)), cancellation))));
        return command;
    }

    private static HostCommand Remove()
    {
        var (id, plugins) = (Id(), CommonOptions.Plugins());
        var command = new HostCommand("remove", "Take a plugin off the list, and delete its files where 'add' laid them.")
        {
            Details = """
                Files that a running process uses stay until the next change of the list after its end.
                """,
        };
        command.Arguments.Add(id);
        command.Options.Add(plugins);
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(() => ChangeAsync(call.GetValue(plugins), installer => installer.RemoveAsync(call.GetValue(id)!, cancellation))));
        return command;
    }

    private static HostCommand Switch(string name, string description, bool enabled)
    {
        var (id, plugins) = (Id(), CommonOptions.Plugins());
        var command = new HostCommand(name, description);
        command.Arguments.Add(id);
        command.Options.Add(plugins);
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(() => ChangeAsync(call.GetValue(plugins), installer => installer.SwitchAsync(call.GetValue(id)!, enabled, cancellation))));
        return command;
    }

    private static Argument<string> Id()
    {
        var id = new Argument<string>("id") { Description = "The plugin, as 'diffimaging plugins' lists it." };
        CommonOptions.RefuseOptions(id);
        return id;
    }

    private static async Task<int> ChangeAsync(string? list, Func<PluginInstaller, Task> change)
    {
        await change(new PluginInstaller(CommonOptions.PluginsPath(list), Console.WriteLine));
        return ExitCodes.Done;
    }
}

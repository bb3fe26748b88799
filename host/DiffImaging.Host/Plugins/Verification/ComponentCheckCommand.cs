using System.CommandLine;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Commands;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Plugins.Verification;

/// <summary><c>check-components</c>, hidden: checks the components of one plugin for <c>plugins verify</c>, which it may take down with it; a line of JSON for each check.</summary>
internal static class ComponentCheckCommand
{
    /// <summary>Name of the command.</summary>
    public const string Name = "check-components";

    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The plugin." };
        var from = new Option<int>("--from") { Description = "Place of the first component that is checked." };
        var plugins = CommonOptions.Plugins();
        var command = new HostCommand(Name, "Check the components of a plugin.") { Hidden = true };
        command.Arguments.Add(id);
        command.Options.Add(from);
        command.Options.Add(plugins);
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            var (name, output) = (call.GetValue(id)!, Console.Out);

            // What a plugin prints is not ours.
            Console.SetOut(Console.Error);
            void Tell(VerifiedCheck check)
            {
                output.WriteLine(check.Write());
                output.Flush();
            }

            var catalog = PluginCatalog.Load(CommonOptions.PluginsPath(call.GetValue(plugins)), enabled: name);
            var plugin = catalog.Plugins.First(plugin => plugin.Entry.Id == name);
            if (plugin.Status != PluginStatus.Active)
            {
                Tell(new VerifiedCheck { Index = 0, Kind = "plugin", Component = name, Check = "The plugin is active when it is loaded", Passed = false, Message = $"It is {plugin.Status}: {plugin.Reason}." });
                return ExitCodes.Done;
            }

            new ComponentVerification(catalog, Tell).Run(plugin, call.GetValue(from));
            return ExitCodes.Done;
        }));
        return command;
    }
}

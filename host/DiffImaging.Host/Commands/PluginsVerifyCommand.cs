using System.CommandLine;
using System.Diagnostics;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Plugins.Verification;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Commands;

/// <summary><c>plugins verify</c>: the conformance checks on installed plugins.</summary>
internal static class PluginsVerifyCommand
{
    private const int UsualSeconds = 120;

    public static Command Create()
    {
        var ids = new Argument<string[]>("id") { Description = "Plugins to check; left out: all that are enabled.", Arity = ArgumentArity.ZeroOrMore };
        CommonOptions.RefuseOptions(ids);
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var brief = new Option<bool>("--brief") { Description = "Tell the components and what failed, not every check that passed." };
        var timeout = new Option<int>("--timeout") { Description = "Longest time for a group of checks, in seconds.", DefaultValueFactory = _ => UsualSeconds, HelpName = "seconds" };
        var command = new HostCommand("verify", "Check the components of installed plugins: derivatives, memory, repeatability, mistakes in options.")
        {
            Details = """
                Each component is checked by the examples that its factory gives (IComponentExamples); where it gives none, with default options and
                the usual input. Each plugin runs in a process of its own: one that hangs or crashes has failed that check, and the next component
                follows. A disabled plugin is checked when it is named. Exit code 1 when anything failed.
                """,
            Examples = """
                diffimaging plugins verify                     every plugin of the list
                diffimaging plugins verify acme-lenses --brief
                diffimaging plugins verify --json > report.json
                """,
        };
        command.Arguments.Add(ids);
        command.Options.Add(brief);
        command.Options.Add(timeout);
        command.Options.Add(json);
        command.Options.Add(plugins);
        timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--timeout: expected a whole number of seconds, at least 1.");
            }
        });
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(() => VerifyAsync(
            CommonOptions.PluginsPath(call.GetValue(plugins)),
            call.GetValue(ids) ?? [],
            TimeSpan.FromSeconds(call.GetValue(timeout)),
            call.GetValue(json),
            call.GetValue(brief),
            cancellation)));
        return command;
    }

    private static async Task<int> VerifyAsync(string list, string[] ids, TimeSpan within, bool json, bool brief, CancellationToken cancellation)
    {
        var (watch, report) = (Stopwatch.StartNew(), new VerificationReport(brief));
        foreach (var entry in Choose(list, ids))
        {
            Tell([$"{entry.Id} {entry.Version}".TrimEnd()]);
            await foreach (var check in new PluginVerification(list, within).RunAsync(entry, cancellation))
            {
                Tell(report.Add(entry, check));
            }
        }

        Console.WriteLine(json ? report.Document(watch.Elapsed).ToJsonString(ResultDocument.Format) : report.Summary(watch.Elapsed));
        return report.HasFailed ? ExitCodes.Failed : ExitCodes.Done;

        void Tell(IEnumerable<string> lines)
        {
            // Taken all the same where nobody is told.
            foreach (var line in lines.ToList().Where(_ => !json))
            {
                Console.WriteLine(line);
            }
        }
    }

    private static List<PluginEntry> Choose(string list, string[] ids)
    {
        var entries = PluginList.Read(list).Plugins.DistinctBy(entry => entry.Id).ToList();
        foreach (var id in ids.Where(id => !entries.Exists(entry => entry.Id == id)))
        {
            throw new PluginListException($"{list}: no plugin has the id '{id}'; {NearestName.Hint(id, [.. entries.Select(entry => entry.Id)])}.");
        }

        return [.. entries.Where(entry => ids.Length == 0 ? entry.Enabled : ids.Contains(entry.Id))];
    }
}

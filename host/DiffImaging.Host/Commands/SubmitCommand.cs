using System.CommandLine;
using System.Globalization;
using DiffImaging.Host.Submission;
using DiffImaging.Host.Terminal;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Commands;

/// <summary><c>submit</c>: sends an experiment to a service.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var (files, set, plugins, server) = (CommonOptions.Files(), CommonOptions.Set(), CommonOptions.Plugins(), ServerOptions.Server());
        var name = new Option<string?>("--name") { Description = "What people will call the job [default: the title of its output]." };
        var priority = new Option<JobPriority?>("--priority") { Description = "Low, normal or high." };
        var limit = new Option<double?>("--time-limit") { Description = "Seconds that it may take.", HelpName = "seconds" };
        var watch = new Option<bool>("--watch") { Description = "Stay until it has ended." };
        var command = new HostCommand("submit", "Send an experiment with its files to a service, as a job.")
        {
            Details = """
                The definition is the one that run takes; what it names is sent along. Prints the id of the job.
                """,
            Examples = """
                diffimaging submit host/experiments/holography.json --watch
                diffimaging submit my.json --set "modality:distance=33 mm" --server http://lab:5080 --priority high
                """,
        };
        command.Arguments.Add(files);
        command.Options.Add(set);
        command.Options.Add(name);
        command.Options.Add(priority);
        command.Options.Add(limit);
        command.Options.Add(watch);
        command.Options.Add(server);
        command.Options.Add(plugins);
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(() => ServerOptions.WithClientAsync(call.GetValue(server), async client =>
        {
            using var experiment = PackedExperiment.Create(call.GetValue(files)!, call.GetValue(set) ?? [], CommonOptions.PluginsPath(call.GetValue(plugins)));
            var query = new Dictionary<string, string?>
            {
                ["name"] = call.GetValue(name),
                ["priority"] = call.GetValue(priority)?.ToString().ToLowerInvariant(),
                ["timeLimit"] = call.GetValue(limit)?.ToString(CultureInfo.InvariantCulture),
            };
            var job = await client.SubmitAsync(experiment.Definition, experiment.Files, query, cancellation);
            Console.WriteLine(job.Id);
            return call.GetValue(watch) ? await JobWatch.ShowAsync(client, job.Id, cancellation) : ExitCodes.Done;
        })));
        return command;
    }
}

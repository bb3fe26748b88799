using System.CommandLine;
using System.Globalization;
using DiffImaging.Host.Terminal;
using DiffImaging.Service.Api;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Commands;

/// <summary><c>jobs</c>: lists the jobs of a service.</summary>
internal static class JobsCommand
{
    public static Command Create()
    {
        var server = ServerOptions.Server();
        var state = new Option<JobState[]>("--state") { Description = "Only these states: queued, running, succeeded, failed, cancelled, interrupted.", AllowMultipleArgumentsPerToken = true };
        var limit = new Option<int>("--limit") { Description = "Most jobs that are shown.", DefaultValueFactory = _ => 20 };
        var batch = new Option<string?>("--batch") { Description = "The children of this batch, in their order.", HelpName = "job" };
        var command = new HostCommand("jobs", "List the jobs of a service, newest first.")
        {
            Examples = """
                diffimaging jobs
                diffimaging jobs --state running queued --server http://lab:5080
                """,
        };
        command.Options.Add(state);
        command.Options.Add(limit);
        command.Options.Add(batch);
        command.Options.Add(server);
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(() => ServerOptions.WithClientAsync(call.GetValue(server), async client =>
        {
            var listed = call.GetValue(batch) is { } id
                ? (await client.ChildrenAsync(id, cancellation)).Where(child => call.GetValue(state) is not { Length: > 0 } states || states.Contains(child.State))
                : (await client.ListAsync(call.GetValue(state) ?? [], call.GetValue(limit), cancellation)).Jobs;
            foreach (var job in listed)
            {
                Console.WriteLine(Line(job));
            }

            return ExitCodes.Done;
        })));
        return command;
    }

    private static string Line(JobDocument job)
    {
        var state = job.State.Text();
        var children = JobWatch.Children(job);
        var iteration = job is { State: JobState.Running, Progress: { } progress } ? $" {progress["iteration"]}/{progress["budget"]}" : "";
        var submitted = job.Submitted.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"{job.Id}  {state + iteration + children,-18} {submitted}  {job.Name}{(job.Message.Length > 0 ? $": {job.Message.Split('\n')[0]}" : "")}";
    }
}

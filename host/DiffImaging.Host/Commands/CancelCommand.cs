using System.CommandLine;
using DiffImaging.Host.Terminal;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Commands;

/// <summary><c>cancel</c>: takes a job back.</summary>
internal static class CancelCommand
{
    public static Command Create()
    {
        var (id, server) = (ServerOptions.Id(), ServerOptions.Server());
        var command = new HostCommand("cancel", "Take a job back, waiting or running.");
        command.Arguments.Add(id);
        command.Options.Add(server);
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(() => ServerOptions.WithClientAsync(call.GetValue(server), async client =>
        {
            var job = await client.CancelAsync(call.GetValue(id)!, cancellation);
            Console.WriteLine(job.State == JobState.Running ? "it is being stopped" : job.State.Text());
            return ExitCodes.Done;
        })));
        return command;
    }
}

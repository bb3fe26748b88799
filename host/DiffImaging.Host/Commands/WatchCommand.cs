using System.CommandLine;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary><c>watch</c>: shows a job's course until its end.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var (id, server) = (ServerOptions.Id(), ServerOptions.Server());
        var command = new HostCommand("watch", "Show the course of a job until it ends.") { Details = "The exit code is 0 where it succeeded. Ctrl-C ends the watching, not the job." };
        command.Arguments.Add(id);
        command.Options.Add(server);
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(() =>
            ServerOptions.WithClientAsync(call.GetValue(server), client => JobWatch.ShowAsync(client, call.GetValue(id)!, cancellation))));
        return command;
    }
}

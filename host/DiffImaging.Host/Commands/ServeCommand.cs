using System.CommandLine;
using DiffImaging.Host.Terminal;
using DiffImaging.Service;
using DiffImaging.Service.Workers;
using DiffImaging.Web;
using Microsoft.Extensions.Hosting;

namespace DiffImaging.Host.Commands;

/// <summary><c>serve</c>: runs the service.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = "Where to listen, several apart by ';' [default: http://localhost:5080].", HelpName = "urls" };
        var data = Data();
        var command = new HostCommand("serve", "Take experiments as jobs over HTTP and run each in a process of its own.")
        {
            Details = """
                Settings are read from appsettings.json in the data folder, where there is one. Jobs survive the service: stopped, it
                writes checkpoints, and goes on from them when it starts again.
                """,
            Examples = """
                diffimaging serve
                diffimaging serve --urls http://localhost:8080 --data /var/lib/diffimaging
                diffimaging submit host/experiments/holography.json --watch
                """,
        };
        command.Options.Add(urls);
        command.Options.Add(data);
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(async () =>
        {
            await using var service = await ServiceHost.CreateAsync(new DataFolder(call.GetValue(data)!), call.GetValue(urls), new JobCommand(OwnProgram.File, OwnProgram.Arguments), part: new PagePart());
            await service.StartAsync(cancellation);
            foreach (var address in service.Urls)
            {
                Console.WriteLine($"listening on {address}");
            }

            await service.WaitForShutdownAsync(cancellation);
            return ExitCodes.Done;
        }));
        return command;
    }

    /// <summary>The option for the data folder of a service.</summary>
    public static Option<string> Data() =>
        new("--data") { Description = "Folder of the service's settings, jobs and results.", HelpName = "folder", DefaultValueFactory = _ => DefaultFolder() };

    private static string DefaultFolder() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "diffimaging");
}

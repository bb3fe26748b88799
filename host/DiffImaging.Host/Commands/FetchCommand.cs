using System.CommandLine;
using System.IO.Compression;
using DiffImaging.Data;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Service.Client;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Commands;

/// <summary><c>fetch</c>: brings the result of a job here.</summary>
internal static class FetchCommand
{
    public static Command Create()
    {
        var (id, server) = (ServerOptions.Id(), ServerOptions.Server());
        var output = CommonOptions.Output("Folder of the result; it appears whole or not at all [default: results/<job>].");
        var children = new Option<bool>("--children") { Description = "Bring the results of a batch's children too, as children/0001 and so on." };
        var command = new HostCommand("fetch", "Bring the result of a job here.")
        {
            Examples = """
                diffimaging fetch 01a22a7c5d7170acb5abce99f00e8308 --output out
                """,
        };
        command.Arguments.Add(id);
        command.Options.Add(output);
        command.Options.Add(children);
        command.Options.Add(server);
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(() => ServerOptions.WithClientAsync(call.GetValue(server), async client =>
        {
            var folder = Path.GetFullPath(call.GetValue(output) ?? Path.Combine("results", call.GetValue(id)!));
            ResultPlace.Require(folder, ResultFolder.Marker);
            using var place = AtomicFolder.Create(folder, ResultFolder.Marker);
            await ExtractAsync(client, call.GetValue(id)!, place.WorkingPath, cancellation);
            foreach (var child in call.GetValue(children) ? await client.ChildrenAsync(call.GetValue(id)!, cancellation) : [])
            {
                if (child.Result is not null)
                {
                    await ExtractAsync(client, child.Id, Path.Combine(place.WorkingPath, "children", FormattableString.Invariant($"{JobId.NumberOf(child.Id):0000}")), cancellation);
                }
            }

            place.Commit();
            Console.WriteLine(folder);
            return ExitCodes.Done;
        })));
        return command;
    }

    private static async Task ExtractAsync(JobClient client, string id, string folder, CancellationToken cancellation)
    {
        await using var result = await client.OpenResultAsync(id, cancellation);
        await ZipFile.ExtractToDirectoryAsync(result, folder, overwriteFiles: true, cancellation);
    }
}

using System.CommandLine;
using System.Globalization;
using DiffImaging.Host.Terminal;
using DiffImaging.Service;
using DiffImaging.Service.Security;

namespace DiffImaging.Host.Commands;

/// <summary><c>keys</c>: makes, lists and takes back the keys of a service.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var command = new HostCommand("keys", "Make, list and take back the keys of a service.")
        {
            Details = """
                A service that can be reached from elsewhere asks for a key. A key is shown once, when it is made; the service keeps its
                hash. Roles: read, submit, administer; each includes those before it.
                """,
            Examples = """
                diffimaging keys add microscope-1 --role submit
                diffimaging keys list
                diffimaging keys remove 3f0a91c2d4e5
                """,
        };
        command.Subcommands.Add(Add());
        command.Subcommands.Add(List());
        command.Subcommands.Add(Remove());
        return command;
    }

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "Who has the key." };
        var role = new Option<ApiRole>("--role") { Description = "What it allows: read, submit or administer.", DefaultValueFactory = _ => ApiRole.Submit };
        var data = ServeCommand.Data();
        var command = new Command("add", "Make a key and show it, this once.") { name, role, data };
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(async () =>
        {
            var keys = await OpenAsync(call.GetValue(data)!, cancellation);
            Console.WriteLine((await keys.AddAsync(call.GetValue(name)!, call.GetValue(role), cancellation)).Text);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command List()
    {
        var data = ServeCommand.Data();
        var command = new Command("list", "List the keys, without their secrets.") { data };
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(async () =>
        {
            var keys = await OpenAsync(call.GetValue(data)!, cancellation);
            foreach (var key in await keys.ListAsync(cancellation))
            {
                Console.WriteLine($"{key.Id}  {key.Role.ToString().ToLowerInvariant(),-10}  {key.Created.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}  {key.Name}");
            }

            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Remove()
    {
        var id = new Argument<string>("key") { Description = "Id of the key, as list shows it." };
        var data = ServeCommand.Data();
        var command = new Command("remove", "Take a key back.") { id, data };
        command.SetAction((call, cancellation) => ExitCodes.GuardAsync(async () =>
        {
            var keys = await OpenAsync(call.GetValue(data)!, cancellation);
            if (await keys.TryRemoveAsync(call.GetValue(id)!, cancellation))
            {
                return ExitCodes.Done;
            }

            Console.Error.WriteLine($"error: there is no key '{call.GetValue(id)}'; 'diffimaging keys list' shows them.");
            return ExitCodes.Wrong;
        }));
        return command;
    }

    private static Task<IApiKeyStore> OpenAsync(string data, CancellationToken cancellation) => ApiKeys.OpenAsync(new DataFolder(data), cancellation);
}

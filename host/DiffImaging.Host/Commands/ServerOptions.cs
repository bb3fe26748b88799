using System.CommandLine;
using System.Net.Http.Headers;
using DiffImaging.Service.Client;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary>What the commands that speak to a service share.</summary>
internal static class ServerOptions
{
    private const string Variable = "DIFFIMAGING_SERVER";
    private const string KeyVariable = "DIFFIMAGING_KEY";
    private const string Default = "http://localhost:5080";

    public static Option<string?> Server() => new("--server") { Description = $"Address of the service [default: the variable {Variable}, or {Default}]; a key is read from the variable {KeyVariable}.", HelpName = "url" };

    public static Argument<string> Id() => new("job") { Description = "Id of the job, as submit and jobs show it." };

    /// <summary>Carries out a command with a client of the service that is meant.</summary>
    public static async Task<int> WithClientAsync(string? server, Func<JobClient, Task<int>> command)
    {
        var address = server ?? Environment.GetEnvironmentVariable(Variable) ?? Default;
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            Console.Error.WriteLine($"error: --server: found '{address}', expected an address such as {Default}.");
            return ExitCodes.Wrong;
        }

        using var http = new HttpClient { BaseAddress = uri, Timeout = Timeout.InfiniteTimeSpan };
        if (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key)
        {
            // On the command line every user of the machine could read it.
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
        }

        try
        {
            return await command(new JobClient(http));
        }
        catch (JobClientException exception)
        {
            Console.Error.WriteLine($"error: {exception.Message}");
            return ExitCodes.Failed;
        }
    }
}

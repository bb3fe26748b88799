using System.Diagnostics;

namespace DiffImaging.Service.Workers;

/// <summary>How the program that runs jobs is called.</summary>
/// <param name="Program">Its executable file.</param>
/// <param name="Arguments">Arguments before the command.</param>
public sealed record JobCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>A call of it, with its streams in our hands.</summary>
    internal ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, Arguments.Concat(arguments))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };

        // The service's own settings, secrets and line to systemd are none of the job's business.
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    private static bool IsOurs(string name) => name.StartsWith("DIFFIMAGING_", StringComparison.OrdinalIgnoreCase) || name is "NOTIFY_SOCKET" or "WATCHDOG_USEC" or "WATCHDOG_PID";
}

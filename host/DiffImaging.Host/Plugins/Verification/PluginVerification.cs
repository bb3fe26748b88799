using System.Globalization;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Plugins.Verification;

/// <summary>Has one plugin checked in a process of its own. Where that hangs or crashes, the check that did so has failed, and another process goes on with the next component.</summary>
/// <param name="list">The list of plugins.</param>
/// <param name="within">Longest time for one group of checks.</param>
internal sealed class PluginVerification(string list, TimeSpan within)
{
    /// <summary>Checks a plugin.</summary>
    /// <param name="entry">The plugin, as it is listed.</param>
    /// <param name="cancellation">Cancels the checks.</param>
    /// <returns>The checks, as they come.</returns>
    public async IAsyncEnumerable<VerifiedCheck> RunAsync(PluginEntry entry, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (first, done) = (0, false); !done;)
        {
            using var process = new ChildCall(ComponentCheckCommand.Name, entry.Id, "--from", first.ToString(CultureInfo.InvariantCulture), "--plugins", list);
            var (last, end) = ((VerifiedCheck?)null, (string?)null);
            while (end is null)
            {
                var (line, failure) = await NextAsync(process, cancellation);
                end = failure ?? (line is null ? Judge(process) : null);
                if (line is not null && VerifiedCheck.Read(line) is { } check)
                {
                    last = check;
                    yield return check;
                }
            }

            done = end.Length == 0 || last is null;
            if (end.Length > 0)
            {
                yield return Ended(last, end);
                first = last is null ? 0 : last.Index + 1;
            }
        }
    }

    private async Task<(string? Line, string? Failure)> NextAsync(ChildCall process, CancellationToken cancellation)
    {
        try
        {
            return (await process.ReadLineAsync(within, cancellation), null);
        }
        catch (TimeoutException exception)
        {
            return (null, $"{exception.Message}, and was ended");
        }
    }

    private static string Judge(ChildCall process) => process.ExitCode == 0 ? "" : $"it ended with code {process.ExitCode}: {process.Errors}";

    private static VerifiedCheck Ended(VerifiedCheck? last, string how) => new()
    {
        Index = last?.Index ?? 0,
        Kind = last?.Kind ?? "plugin",
        Component = last?.Component ?? "",
        Example = last?.Example ?? 0,
        Check = "The process lives through the checks",
        Passed = false,
        Message = last?.Check is { } check ? $"After '{check}' {how}." : $"At the beginning {how}.",
    };
}

using System.Collections.Concurrent;
using System.Diagnostics;
using DiffImaging.Service.Workers;

namespace DiffImaging.Service.Inspection;

/// <summary>What the program that runs jobs says of itself as JSON: its plugins and components. Asked once, in a process of its own.</summary>
internal sealed class ProgramDocuments(JobCommand command)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, Task<string?>> _known = new(StringComparer.Ordinal);

    /// <summary>The answer to a call such as <c>plugins --json</c>; null where the program refuses it.</summary>
    /// <exception cref="InspectionException">The program did not answer.</exception>
    public async Task<string?> ReadAsync(params string[] arguments)
    {
        var key = string.Join('\n', arguments);
        try
        {
            var answer = await _known.GetOrAdd(key, _ => AskAsync(arguments));
            if (answer is null)
            {
                // Only what there is is kept: names that are none are without number.
                _known.TryRemove(key, out _);
            }

            return answer;
        }
        catch
        {
            _known.TryRemove(key, out _);
            throw;
        }
    }

    /// <summary>The answer to a call, asked anew; null where the program refuses it.</summary>
    /// <exception cref="InspectionException">The program did not answer.</exception>
    public async Task<string?> AskAsync(params string[] arguments)
    {
        using var process = Process.Start(command.Start(arguments))!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            var answer = await process.StandardOutput.ReadToEndAsync().WaitAsync(Longest);
            await process.WaitForExitAsync().WaitAsync(Longest);
            await errors;
            return process.ExitCode == 0 ? answer : null;
        }
        catch (TimeoutException)
        {
            process.End();
            throw new InspectionException($"the program did not answer within {Longest.TotalSeconds:0} s.");
        }
    }
}

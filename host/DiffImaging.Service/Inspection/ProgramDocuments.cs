using System.Collections.Concurrent;
using System.Diagnostics;
using DiffImaging.Service.Options;
using DiffImaging.Service.Plugins;
using DiffImaging.Service.Workers;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Inspection;

/// <summary>What the program that runs jobs says of itself as JSON: its plugins and components. Asked in a process of its own, and again where list or files of the plugins have changed.</summary>
internal sealed class ProgramDocuments(JobCommand command, PluginConduct conduct, IOptions<ServiceOptions> options) : IDisposable
{
    private static readonly string[] OfPlugins = ["plugins", "--json"];

    private readonly ConcurrentDictionary<string, Task<string?>> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);
    private PluginPlaces? _places;
    private string _stamp = "";

    // The plugins are loaded for it, as they are for the check of a definition.
    private TimeSpan Longest => TimeSpan.FromSeconds(options.Value.Node.CheckWithin);

    /// <summary>The answer to a call such as <c>plugins --json</c>; null where the program refuses it.</summary>
    /// <exception cref="InspectionException">The program did not answer.</exception>
    public async Task<string?> ReadAsync(params string[] arguments)
    {
        await ForgetWhatChangedAsync();
        var answer = await KnownAsync(arguments);
        return answer is not null && arguments.SequenceEqual(OfPlugins) ? conduct.Overlay(answer) : answer;
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
            return process.ExitCode != 0 ? null : DocumentText.Find(answer) ?? throw new InspectionException("the program answered with no document.");
        }
        catch (TimeoutException)
        {
            process.End();
            throw new InspectionException($"the program did not answer within {Longest.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task ForgetWhatChangedAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_places?.Look().Stamp is { } present && present == _stamp)
            {
                return;
            }

            _known.Clear();
            var start = DateTime.UtcNow;
            _places = PluginPlaces.Read(await KnownAsync(OfPlugins));

            // What changed while the program looked may have been seen or not: it is asked again.
            _stamp = _places?.Look() is var (stamp, latest) && latest < start ? stamp : "";
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<string?> KnownAsync(params string[] arguments)
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
}

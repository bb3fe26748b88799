using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Service.Plugins;

namespace DiffImaging.Service.Workers;

/// <summary>A job's own process. It is told to stop on its standard input, which closes also when the service dies.</summary>
internal sealed class JobProcess : IDisposable
{
    private const int KeptErrorLines = 20;
    private const int LongestLine = 1 << 20;

    private static readonly string[] LastWords = ["Stack overflow", "Unhandled exception", "Fatal error", "Process terminated", "error: the plugin"];

    private readonly Process _process;
    private readonly TextWriter _log;
    private readonly RunCourse _course;
    private readonly Task _output;
    private readonly Task _errors;
    private readonly Queue<string> _lastErrors = new();
    private readonly Lock _gate = new();
    private string? _progress;

    private JobProcess(Process process, TextWriter log, RunCourse course)
    {
        (_process, _log, _course) = (process, log, course);
        _output = Task.Run(ReadOutputAsync);
        _errors = Task.Run(ReadErrorsAsync);
    }

    /// <summary>The status that the run ended with, as it said itself; null when it did not come to that.</summary>
    public string? Status { get; private set; }

    /// <summary>What the run said with its status.</summary>
    public string Message { get; private set; } = "";

    /// <summary>The plugins that it uses: their files by their ids.</summary>
    public IReadOnlyDictionary<string, string> Plugins { get; private set; } = InspectedPlugins.Files(null);

    /// <summary>The first line of standard error that the runtime wrote when it crashed, or the first of all; empty for none.</summary>
    public string FirstError { get; private set; } = "";

    /// <summary>Exit code, once it has exited.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines of standard error.</summary>
    public string Errors
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lastErrors);
            }
        }
    }

    /// <summary>Starts the process.</summary>
    /// <param name="command">How the program is called.</param>
    /// <param name="arguments">Its further arguments.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="log">Takes what it says; not closed here.</param>
    /// <param name="course">Takes its progress.</param>
    public static JobProcess Start(JobCommand command, IEnumerable<string> arguments, string folder, TextWriter log, RunCourse course)
    {
        var start = command.Start(arguments);
        start.WorkingDirectory = folder;
        return new JobProcess(Process.Start(start)!, TextWriter.Synchronized(log), course);
    }

    /// <summary>Takes the progress that came since the last call; null for none.</summary>
    public string? TakeProgress() => Interlocked.Exchange(ref _progress, null);

    /// <summary>Bytes of memory that it holds; 0 once it has exited.</summary>
    public long Memory()
    {
        try
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>Gives way to the service and to people at the machine.</summary>
    public void LowerPriority()
    {
        try
        {
            _process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has exited already, or the machine does not allow it: neither stops a job.
        }
    }

    /// <summary>Waits until it has exited and all that it said has been read.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        await Task.WhenAll(_output, _errors);
    }

    /// <summary>Asks it to write its checkpoint and stop; kills it when it has not stopped within a time.</summary>
    public async Task StopAsync(TimeSpan within)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync("stop");
            await _process.StandardInput.FlushAsync();
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // It no longer listens: it has exited, or is about to.
        }

        using var limit = new CancellationTokenSource(within);
        try
        {
            await WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    /// <summary>Ends it, and what it has started, at once.</summary>
    public async Task KillAsync()
    {
        _process.End();
        await WaitAsync(CancellationToken.None);
    }

    /// <summary>Ends it where it still runs: nobody looks after it any more.</summary>
    public void Dispose()
    {
        _process.End();
        _process.Dispose();
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Length <= LongestLine && Parse(line) is { } told)
            {
                Take(told, line);
            }
            else
            {
                await _log.WriteLineAsync(line);
            }
        }
    }

    private void Take(JsonObject told, string line)
    {
        switch ((string?)told["event"])
        {
            case "progress":
                Interlocked.Exchange(ref _progress, line);
                _course.Add(told);
                break;
            case "plugins":
                Plugins = InspectedPlugins.Files(told["files"]);
                break;
            case "report":
                _log.WriteLine((string?)told["text"]);
                break;
            case "ended":
                (Status, Message) = ((string?)told["status"], (string?)told["message"] ?? "");
                break;
            default:
                _log.WriteLine(line);
                break;
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            await _log.WriteLineAsync(line);
            lock (_gate)
            {
                if (FirstError.Length == 0 || LastWords.Any(words => line.StartsWith(words, StringComparison.Ordinal)))
                {
                    FirstError = line;
                }

                _lastErrors.Enqueue(line);
                while (_lastErrors.Count > KeptErrorLines)
                {
                    _lastErrors.Dequeue();
                }
            }
        }
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonNode.Parse(line) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

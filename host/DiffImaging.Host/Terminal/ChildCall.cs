using System.Diagnostics;

namespace DiffImaging.Host.Terminal;

/// <summary>A call of this program in a process of its own, which may hang or crash: its lines come one by one, each within a time.</summary>
internal sealed class ChildCall : IDisposable
{
    private const int KeptErrorLines = 3;

    private readonly Process _process;
    private readonly Task _errors;
    private readonly List<string> _firstErrors = [];
    private readonly Lock _gate = new();

    public ChildCall(params IEnumerable<string> arguments)
    {
        _process = OwnProgram.Start(arguments);
        _process.StandardInput.Close();
        _errors = Task.Run(ReadErrorsAsync);
    }

    /// <summary>Exit code, once it has exited.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The first lines of standard error: the cause of a crash stands there, and its stack behind.</summary>
    public string Errors
    {
        get
        {
            lock (_gate)
            {
                return string.Join(" ", _firstErrors);
            }
        }
    }

    /// <summary>The next line of its output; null at its end, when it has exited.</summary>
    /// <param name="within">Longest time to wait.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="TimeoutException">It said nothing for so long.</exception>
    public async Task<string?> ReadLineAsync(TimeSpan within, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(within);
        try
        {
            if (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                return line;
            }

            await _process.WaitForExitAsync(limit.Token);
            await _errors.WaitAsync(limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not answer within {within.TotalSeconds:0} s");
        }
    }

    /// <summary>Ends it where it still runs, with all that it has started.</summary>
    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited by itself.
        }

        _process.Dispose();
    }

    private async Task ReadErrorsAsync()
    {
        try
        {
            while (await _process.StandardError.ReadLineAsync() is { } line)
            {
                lock (_gate)
                {
                    if (_firstErrors.Count < KeptErrorLines && line.Trim().Length > 0)
                    {
                        _firstErrors.Add(line.Trim());
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // Nobody reads them any more.
        }
    }
}

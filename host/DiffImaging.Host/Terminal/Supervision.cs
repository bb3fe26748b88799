namespace DiffImaging.Host.Terminal;

/// <summary>Stops a run when the program that supervises it says so on standard input, or is no more: its end of the pipe closes with it.</summary>
internal sealed class Supervision : IDisposable
{
    private readonly CancellationTokenSource _source;

    public Supervision(TextReader input, CancellationToken cancellation)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = new Thread(() => Watch(input)) { IsBackground = true, Name = "supervision" };
        watch.Start();
    }

    public CancellationToken Token => _source.Token;

    public void Dispose() => _source.Dispose();

    private void Watch(TextReader input)
    {
        while (input.ReadLine() is { } line && line != "stop")
        {
        }

        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run has ended before its supervisor.
        }
    }
}

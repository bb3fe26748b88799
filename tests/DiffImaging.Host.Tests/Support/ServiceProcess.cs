using System.Diagnostics;
using DiffImaging.Service.Client;

namespace DiffImaging.Host.Tests.Support;

/// <summary>A service in a process of its own, as a laboratory runs it; it can be killed and started again.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly WorkFolder _folder;
    private readonly string _data;
    private readonly Dictionary<string, string> _settings;
    private readonly List<string> _lines = [];
    private Process? _process;
    private HttpClient? _http;

    /// <param name="folder">Where it works.</param>
    /// <param name="data">Its data folder, below.</param>
    /// <param name="settings">Settings as <c>Node__Jobs</c>.</param>
    public ServiceProcess(WorkFolder folder, string data, params (string Key, string Value)[] settings) =>
        (_folder, _data, _settings) = (folder, data, settings.ToDictionary(setting => $"DIFFIMAGING_SERVICE_{setting.Key}", setting => setting.Value));

    /// <summary>The program that serves.</summary>
    public string Program { get; init; } = Path.Combine(AppContext.BaseDirectory, "diffimaging.dll");

    /// <summary>Further environment variables.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>What it has said, over all its lives.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public JobClient Client => new(_http!);

    public HttpClient Http => _http!;

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Program, "serve", "--data", _folder[_data], "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        };
        foreach (var (name, value) in _settings.Concat(Environment))
        {
            start.Environment[name] = value;
        }

        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data, address);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, address);
        _process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"the service has ended: {string.Join('\n', Lines.TakeLast(20))}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _http = new HttpClient { BaseAddress = new Uri(await address.Task.WaitAsync(Longest) + "/") };
    }

    /// <summary>Ends it as a fault would.</summary>
    /// <param name="jobsToo">Whether its jobs' processes are killed with it, as when a machine fails; otherwise they find out by themselves.</param>
    public async Task KillAsync(bool jobsToo)
    {
        _process!.Kill(jobsToo);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Ends it as an administrator does.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(Longest);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    public void Dispose()
    {
        _http?.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    private void Take(string? line, TaskCompletionSource<string> address)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Add(line);
        }

        if (line.StartsWith("listening on ", StringComparison.Ordinal))
        {
            address.TrySetResult(line["listening on ".Length..]);
        }
    }
}

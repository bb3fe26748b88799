using System.Diagnostics;
using System.Text.Json.Nodes;
using DiffImaging.Data;

namespace DiffImaging.Host.Tests.Support;

/// <summary>A folder of a test's own in which it calls the built executable, as a user does.</summary>
internal sealed class WorkFolder : IDisposable
{
    private static readonly string Executable = System.IO.Path.Combine(AppContext.BaseDirectory, "diffimaging.dll");

    public string Path { get; } = Directory.CreateTempSubdirectory("diffimaging-host-").FullName;

    /// <summary>Environment variables of the calls, above those of the test.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Every file and folder in it, relative and sorted.</summary>
    public IReadOnlyList<string> Entries =>
        [.. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).Select(entry => System.IO.Path.GetRelativePath(Path, entry)).Order(StringComparer.Ordinal)];

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return name;
    }

    public string Write(string name, JsonObject json) => Write(name, json.ToJsonString());

    /// <summary>Writes a bright frame with a gradient.</summary>
    public string WriteFrame(string name, int rows, int columns, int nans = 0)
    {
        var pixels = Enumerable.Range(0, rows * columns).Select(i => i < nans ? float.NaN : 1 + (i % columns / (float)columns)).ToArray();
        if (name.EndsWith(".npy", StringComparison.Ordinal))
        {
            NpyWriter.Write(this[name], pixels, rows, columns);
        }
        else
        {
            OmeTiffWriter.Write(this[name], new ImageStack(1, rows, columns, pixels), 1e-6);
        }

        return name;
    }

    /// <summary>Starts the executable; the caller waits for it.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public async Task<CallResult> CallAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CallResult(process.ExitCode, output, await errors);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

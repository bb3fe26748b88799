using System.Diagnostics;
using System.Text;

namespace DiffImaging.Sdk.Packages.Tests.Support;

/// <summary>Runs programs as from a command line of one's own: nothing of the test's own build is passed on.</summary>
internal static class ProgramCall
{
    // Far more than any step takes; a step that hangs must not take the whole run along.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly string[] OfThisBuild = ["MSBuild", "VSTEST", "DOTNET_HOST", "DOTNET_CLI_HOME", "NUGET_", "DIFFIMAGING_"];

    public static async Task<ProgramResult> RunAsync(string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => OfThisBuild.Any(part => name.StartsWith(part, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Append($"ended by the test after {Limit}");
        }

        lock (output)
        {
            return new ProgramResult($"{folder}$ {program} {string.Join(' ', arguments)}", process.HasExited ? process.ExitCode : -1, output.ToString());
        }

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}

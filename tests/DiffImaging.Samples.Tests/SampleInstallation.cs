using System.Reflection;
using System.Text.Json.Nodes;

namespace DiffImaging.Samples.Tests;

/// <summary>A folder of a test's own with a list of this repository's plugins and the samples, in which the program is called inside the test's process.</summary>
internal sealed class SampleInstallation : IDisposable
{
    private static readonly string Output = AppContext.BaseDirectory;

    private readonly string _folder = Directory.CreateTempSubdirectory("diffimaging-samples-").FullName;

    public SampleInstallation()
    {
        var list = JsonNode.Parse(File.ReadAllText(Path.Combine(Output, "plugins.json")))!;
        foreach (var plugin in list["plugins"]!.AsArray())
        {
            plugin!["path"] = Path.Combine(Output, (string)plugin["path"]!);
        }

        foreach (var sample in Directory.EnumerateDirectories(Path.Combine(Output, "samples")).Select(Path.GetFileName))
        {
            list["plugins"]!.AsArray().Add(new JsonObject { ["id"] = sample!.ToLowerInvariant(), ["path"] = Path.Combine(Output, "samples", sample, sample + ".dll"), ["enabled"] = true });
        }

        File.WriteAllText(this["plugins.json"], list.ToJsonString());
    }

    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>Calls the program with the list, and tells its exit code and what it wrote.</summary>
    public (int ExitCode, string Output) Call(params string[] arguments)
    {
        var (output, errors, written) = (Console.Out, Console.Error, new StringWriter());
        Console.SetOut(written);
        Console.SetError(written);

        // Where it is set, the program does not replace its process by another.
        Environment.SetEnvironmentVariable("DOTNET_GCgen0size", "0x4000000");
        try
        {
            var exitCode = Assembly.Load("diffimaging").EntryPoint!.Invoke(null, [(string[])[.. arguments, "--plugins", this["plugins.json"]]]);
            return ((int)exitCode!, written.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

using System.Text.Json;

namespace DiffImaging.Host.Tests;

/// <summary>What the build lays beside the executable: the plugin list, and each plugin with its own files only.</summary>
[TestFixture]
public sealed class OutputLayoutTests
{
    private static readonly string[] SharedByTheHost = ["DiffImaging.Sdk.dll", "DiffImaging.Optics.dll", "TorchSharp.dll", "System.Composition*.dll"];

    private static readonly string Output = AppContext.BaseDirectory;

    private static IEnumerable<string> PluginPaths()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(Output, "plugins.json")));
        return [.. list.RootElement.GetProperty("plugins").EnumerateArray().Select(plugin => plugin.GetProperty("path").GetString()!)];
    }

    [TestCaseSource(nameof(PluginPaths))]
    public void A_listed_plugin_is_there_with_its_dependency_file(string path)
    {
        var assembly = Path.Combine(Output, path);

        Assert.That(assembly, Does.Exist);
        Assert.That(Path.ChangeExtension(assembly, ".deps.json"), Does.Exist);
    }

    [TestCaseSource(nameof(PluginPaths))]
    public void A_plugin_carries_no_copy_of_what_the_host_shares(string path)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Output, path))!;

        var copies = SharedByTheHost.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories));

        Assert.That(copies, Is.Empty);
    }
}

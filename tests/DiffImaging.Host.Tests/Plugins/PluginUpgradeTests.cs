using System.Diagnostics;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary>A list that changes while others use it: processes keep what they loaded, changes wait for each other, and one that is killed leaves no half result.</summary>
[TestFixture]
public sealed class PluginUpgradeTests : IDisposable
{
    private static readonly string Built = Path.Combine(AppContext.BaseDirectory, "test-plugins");

    private readonly WorkFolder _folder = new();

    public PluginUpgradeTests() => _folder.Write("plugins.json", """{ "plugins": [] }""");

    private string List => _folder["plugins.json"];

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_running_process_keeps_the_version_that_it_loaded()
    {
        (await AddAsync(Pack("1.0.0"))).Expect(0);
        using var running = await HoldAsync();

        (await AddAsync(Pack("1.1.0"))).Expect(0);
        (await AddAsync(Pack("1.2.0"))).Expect(0);
        var inUse = Versions();
        (await _folder.CallAsync("plugins", "remove", "acme-lens", "--plugins", List)).Expect(0);
        var afterRemoval = Versions();
        running.Kill();
        await running.WaitForExitAsync();
        (await AddAsync(Path.Combine(Built, "OldLibrary"), "--id", "other")).Expect(0);

        // 1.1.0 was in nobody's use when 1.2.0 came; 1.2.0 went with the removal.
        Assert.That(inUse, Is.EqualTo(new[] { "1.0.0", "1.1.0", "1.2.0" }));
        Assert.That(afterRemoval, Is.EqualTo(new[] { "1.0.0" }));
        Assert.That(Directory.Exists(_folder["plugins/acme-lens"]), Is.False);
    }

    [Test]
    public async Task A_version_that_was_built_again_gets_a_folder_of_its_own_and_the_same_files_none()
    {
        (await AddAsync(Pack("1.0.0"))).Expect(0);
        Assert.That((await AddAsync(Pack("1.0.0"))).Expect(0).Output, Does.Contain("nothing was changed"));

        (await AddAsync(Pack("1.0.0", "more.txt"))).Expect(0);

        Assert.That(PluginList.Read(List).Plugins.Single().Path, Is.EqualTo("plugins/acme-lens/1.0.0~2/TestPlugins.Good.dll"));
        Assert.That(PluginCatalog.Load(List).Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
    }

    [TestCase("TestPlugins.Good.dll", false)]
    [TestCase("TestPlugins.Good.deps.json", true)]
    public async Task A_changed_or_lost_file_is_repaired_by_installing_the_same_again(string file, bool isLost)
    {
        (await AddAsync(Pack("1.0.0"))).Expect(0);
        var installed = _folder[$"plugins/acme-lens/1.0.0/{file}"];
        if (isLost)
        {
            File.Delete(installed);
        }
        else
        {
            await File.AppendAllTextAsync(installed, "changed");
        }

        Assert.That(PluginCatalog.Load(List).Plugins.Single().Status, Is.EqualTo(PluginStatus.Refused));

        (await AddAsync(Pack("1.0.0"))).Expect(0);

        Assert.That(PluginCatalog.Load(List).Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
    }

    [Test]
    public async Task Lists_in_one_folder_leave_the_plugins_of_each_other_alone()
    {
        _folder.Write("other.json", """{ "plugins": [] }""");
        (await _folder.CallAsync("plugins", "add", Path.Combine(Built, "Good"), "--id", "good", "--plugins", _folder["other.json"])).Expect(0);

        (await AddAsync(Path.Combine(Built, "OldLibrary"), "--id", "old-library")).Expect(0);
        (await _folder.CallAsync("plugins", "remove", "old-library", "--plugins", List)).Expect(0);

        Assert.That(PluginCatalog.Load(_folder["other.json"]).Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
        Assert.That(_folder.Entries.Where(entry => entry.EndsWith(".lock", StringComparison.Ordinal)), Is.EqualTo(new[] { ".plugins.lock" }), "they share plugins/, so they wait for each other");
    }

    [Test]
    public async Task A_plugin_that_crashes_at_load_is_replaced_and_named_to_who_adds_another()
    {
        Directory.CreateDirectory(_folder["old"]);
        File.Copy(Path.Combine(Built, "Crashing", "TestPlugins.Crashing.dll"), _folder["old/TestPlugins.Good.dll"]);
        _folder.Write("plugins.json", """{ "plugins": [ { "id": "lens", "path": "old/TestPlugins.Good.dll" } ] }""");

        var another = (await AddAsync(Path.Combine(Built, "OldLibrary"), "--id", "another")).Expect(2);
        Assert.That(another.Errors, Does.Contain("It was loading 'lens'. 'diffimaging plugins disable lens' takes it out of the way.").And.Contain("Nothing was changed."));

        (await AddAsync(Path.Combine(Built, "Good"), "--id", "lens")).Expect(0);

        Assert.That(PluginCatalog.Load(List).Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
    }

    [Test]
    public async Task Two_that_come_at_once_are_both_installed()
    {
        string[] plugins = ["Good", "OldLibrary", "NewLibrary"];

        var calls = await Task.WhenAll(plugins.Select(plugin => AddAsync(Path.Combine(Built, plugin))));

        Assert.That(calls.Select(call => call.ExitCode), Is.All.EqualTo(0), string.Concat(calls.Select(call => call.Errors)));
        Assert.That(PluginCatalog.Load(List).Plugins.Select(plugin => (plugin.Entry.Id, plugin.Status)), Is.EquivalentTo(new[]
        {
            ("test-plugins-good", PluginStatus.Active), ("test-plugins-old-library", PluginStatus.Active), ("test-plugins-new-library", PluginStatus.Active),
        }));
    }

    [Test]
    public async Task One_that_is_killed_leaves_the_list_as_it_was_and_nothing_that_stays()
    {
        var before = await File.ReadAllTextAsync(List);
        using var adding = _folder.Start("plugins", "add", Path.Combine(Built, "VerifiedEndless"), "--id", "endless", "--plugins", List);
        while (!adding.HasExited && !Directory.Exists(_folder["plugins/endless"]))
        {
            await Task.Delay(20);
        }

        adding.Kill(entireProcessTree: true);
        await adding.WaitForExitAsync();
        Assert.That(await File.ReadAllTextAsync(List), Is.EqualTo(before));

        (await AddAsync(Path.Combine(Built, "Good"), "--id", "good")).Expect(0);
        Assert.That(Directory.Exists(_folder["plugins/endless"]), Is.False);
        Assert.That(_folder.Entries.Where(entry => entry.EndsWith(".tmp", StringComparison.Ordinal)), Is.Empty);
    }

    private IEnumerable<string?> Versions() => [.. Directory.GetDirectories(_folder["plugins/acme-lens"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)];

    // Another file in it makes another plugin of the same version.
    private string Pack(string version, string? more = null)
    {
        var folder = _folder[$"built{version}{more}"];
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Built, "Good")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        if (more is not null)
        {
            File.WriteAllText(Path.Combine(folder, more), more);
        }

        return PackageWriter.Pack(folder, _folder["packages"], "Acme.Lens", version);
    }

    // A process that has loaded the plugins and waits for definitions to inspect.
    private async Task<Process> HoldAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "diffimaging.dll"), "inspect", "--plugins", List])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder.Path,
        };
        var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync("""{ "file": "none.json", "roots": [] }""");
        await process.StandardOutput.ReadLineAsync();
        return process;
    }

    private Task<CallResult> AddAsync(params string[] arguments) => _folder.CallAsync(["plugins", "add", .. arguments, "--plugins", List]);
}

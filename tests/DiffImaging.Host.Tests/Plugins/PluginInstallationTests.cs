using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary><c>plugins add</c>, <c>remove</c>, <c>enable</c> and <c>disable</c> as a user calls them.</summary>
[TestFixture]
public sealed class PluginInstallationTests : IDisposable
{
    private static readonly string Built = Path.Combine(AppContext.BaseDirectory, "test-plugins");

    private readonly WorkFolder _folder = new();

    public PluginInstallationTests() => _folder.Write("plugins.json", """
        {
          // comments are lost
          "plugins": [ { "id": "kept", "path": "kept.dll", "enabled": false, "version": "3.0" } ],
          "confined": true,
        }
        """);

    private string List => _folder["plugins.json"];

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_folder_is_laid_beside_the_list_pinned_and_active()
    {
        var call = (await AddAsync(Path.Combine(Built, "OldLibrary"), "--id", "old-library")).Expect(0);

        Assert.That(call.Output, Does.StartWith("old-library 1.0.0, SDK 1.0, is installed in").And.Contain("and active"));
        var plugin = PluginCatalog.Load(List).Plugins.Single(plugin => plugin.Entry.Id == "old-library");
        Assert.That((plugin.Status, plugin.Entry.Path), Is.EqualTo((PluginStatus.Active, "plugins/old-library/1.0.0/TestPlugins.OldLibrary.dll")));
        Assert.That(plugin.Entry.Sha256!.Keys, Does.Contain("TestPlugins.Library.dll"));
        Assert.That(Entry("kept").ToJsonString(), Is.EqualTo("""{"id":"kept","path":"kept.dll","enabled":false,"version":"3.0"}"""), "other entries stay");
        Assert.That((bool)Document["confined"]!, Is.True);
    }

    [Test]
    public async Task A_package_is_installed_and_removed_without_a_trace()
    {
        var package = PackageWriter.Pack(Path.Combine(Built, "Good"), _folder["packages"], "Acme.ThinLens", "1.2.0");

        (await AddAsync(package)).Expect(0);
        Assert.That((string?)Entry("acme-thin-lens")["version"], Is.EqualTo("1.2.0"));
        Assert.That(File.Exists(_folder["plugins/acme-thin-lens/1.2.0/TestPlugins.Good.dll"]), Is.True);

        (await CallAsync("remove", "acme-thin-lens")).Expect(0);
        Assert.That(_folder.Entries, Is.EqualTo(new[] { ".plugins.lock", "packages", "packages/Acme.ThinLens.1.2.0.nupkg", "plugins", "plugins.json" }));
        Assert.That(PluginList.Read(List).Plugins.Select(entry => entry.Id), Is.EqualTo(new[] { "kept" }));
    }

    [TestCase(null, "1.1.0")]
    [TestCase("1.0.0", "1.0.0")]
    [TestCase("2.0.0-beta.1", "2.0.0-beta.1")]
    public async Task A_package_id_is_looked_for_on_the_configured_feeds(string? version, string expected)
    {
        WriteFeed();
        foreach (var each in new[] { "1.0.0", "1.1.0", "2.0.0-beta.1" })
        {
            PackageWriter.Pack(Path.Combine(Built, "Good"), _folder["feed"], "Acme.Lens", each);
        }

        (await AddAsync(version is null ? ["Acme.Lens"] : ["Acme.Lens", "--version", version])).Expect(0);

        Assert.That((string?)Entry("acme-lens")["version"], Is.EqualTo(expected));
    }

    [TestCase(null, "1.0.0")]
    [TestCase("1.1.0", "1.1.0")]
    public async Task A_withdrawn_version_is_installed_for_who_names_it_only(string? version, string expected)
    {
        var versions = new Dictionary<string, bool> { ["1.0.0"] = true, ["1.1.0"] = false };
        foreach (var each in versions.Keys)
        {
            PackageWriter.Pack(Path.Combine(Built, "Good"), _folder["packages"], "Acme.Lens", each);
        }

        using var feed = new PackageFeed(_folder["packages"], "Acme.Lens", versions);
        _folder.Write("nuget.config", $"""<configuration><packageSources><clear /><add key="here" value="{feed.Address}" protocolVersion="3" allowInsecureConnections="true" /></packageSources></configuration>""");
        _folder.Environment["NO_PROXY"] = "127.0.0.1";

        (await AddAsync(version is null ? ["Acme.Lens"] : ["Acme.Lens", "--version", version])).Expect(0);

        Assert.That((string?)Entry("acme-lens")["version"], Is.EqualTo(expected));
    }

    [Test]
    public async Task What_no_feed_has_is_told_with_the_feeds()
    {
        WriteFeed();
        PackageWriter.Pack(Path.Combine(Built, "Good"), _folder["feed"], "Acme.Lens", "1.0.0");

        await RefusesAsync(["Acme.Lense"], "no package 'Acme.Lense'", "here (");
        await RefusesAsync(["Acme.Lens", "--version", "9.0.0"], "no version 9.0.0", "The latest are 1.0.0");
    }

    [Test]
    public async Task What_is_no_plugin_or_does_not_load_changes_nothing()
    {
        Directory.CreateDirectory(_folder["empty"]);
        var foreign = Copy("Good", "foreign");
        PluginFolder.BuildAgainstSdk(Path.Combine(foreign, "TestPlugins.Good.dll"), 2, 0);
        var fat = Copy("Good", "fat");
        File.WriteAllText(Path.Combine(fat, "libtorch_cpu.so"), "478 MB");
        _folder.Write("broken.nupkg", "no archive");
        _folder.Write("disk/deep/libtorch_cpu.so", "478 MB");

        await RefusesAsync([Path.Combine(Built, "Throwing")], "is malfunctioned", "the licence server does not answer");
        await RefusesAsync([_folder["empty"]], "no assembly that references DiffImaging.Sdk");
        await RefusesAsync([_folder["disk"]], "no assembly that references DiffImaging.Sdk");
        await RefusesAsync([foreign], "built against SDK 2.0", "same major version");
        await RefusesAsync([fat], "libtorch_cpu.so", "ExcludeAssets");
        await RefusesAsync([_folder["broken.nupkg"]], "no NuGet package");
        await RefusesAsync([_folder["nowhere.nupkg"]], "no such file or folder");
        await RefusesAsync([Path.Combine(Built, "Good"), "--id", "Acme_Lens"], "kebab-case");
        await RefusesAsync([Path.Combine(Built, "Good"), "--version", "1.0.0"], "--version belongs to the id of a package");
    }

    [TestCase("lib/net10.0/../../../../evil.dll")]
    [TestCase("../evil.dll")]
    public async Task A_path_that_leads_out_of_the_package_is_refused(string path)
    {
        var package = PackageWriter.Pack(Path.Combine(Built, "Good"), _folder["packages"], "Acme.Lens", "1.0.0");
        PackageWriter.Smuggle(package, path);

        await RefusesAsync([package], "leads out of");

        Assert.That(_folder.Entries.Where(entry => entry.Contains("evil", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_taken_id_and_a_taken_component_are_refused()
    {
        (await AddAsync(Path.Combine(Built, "Good"), "--id", "good")).Expect(0);

        await RefusesAsync([Path.Combine(Built, "OldLibrary"), "--id", "good"], "belongs to another plugin, TestPlugins.Good.dll", "plugins remove good");
        await RefusesAsync([Path.Combine(Built, "Rival"), "--id", "rival"], "is refused", "offers already");
    }

    [Test]
    public async Task An_installed_plugin_is_switched_off_and_on_and_a_bad_one_not()
    {
        (await AddAsync(Path.Combine(Built, "Good"), "--id", "good", "--disabled")).Expect(0);
        Assert.That(Status("good"), Is.EqualTo(PluginStatus.Disabled));

        (await CallAsync("enable", "good")).Expect(0);
        Assert.That(Status("good"), Is.EqualTo(PluginStatus.Active));

        (await CallAsync("disable", "good")).Expect(0);
        Assert.That(Status("good"), Is.EqualTo(PluginStatus.Disabled));

        var call = (await CallAsync("enable", "kept")).Expect(2);
        Assert.That(call.Errors, Does.Contain("is malfunctioned").And.Contain("kept.dll"));
        Assert.That((bool)Entry("kept")["enabled"]!, Is.False);
        Assert.That((await CallAsync("disable", "goood")).Expect(2).Errors, Does.Contain("did you mean 'good'"));
    }

    private void WriteFeed()
    {
        Directory.CreateDirectory(_folder["feed"]);
        _folder.Write("nuget.config", """<configuration><packageSources><clear /><add key="here" value="feed" /></packageSources></configuration>""");
    }

    private JsonObject Document => JsonNode.Parse(File.ReadAllText(List), documentOptions: new() { AllowTrailingCommas = true, CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!.AsObject();

    private JsonObject Entry(string id) => Document["plugins"]!.AsArray().Select(entry => entry!.AsObject()).Single(entry => (string?)entry["id"] == id);

    private PluginStatus Status(string id) => PluginCatalog.Load(List).Plugins.Single(plugin => plugin.Entry.Id == id).Status;

    private string Copy(string plugin, string name)
    {
        Directory.CreateDirectory(_folder[name]);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Built, plugin)))
        {
            File.Copy(file, Path.Combine(_folder[name], Path.GetFileName(file)));
        }

        return _folder[name];
    }

    private async Task RefusesAsync(string[] arguments, params string[] parts)
    {
        var (list, entries) = (await File.ReadAllTextAsync(List), _folder.Entries);

        var call = (await AddAsync(arguments)).Expect(2);

        Assert.That(call.ErrorLines, Has.Count.EqualTo(1), call.Errors);
        foreach (var part in parts.Append("Nothing was changed."))
        {
            Assert.That(call.Errors, Does.Contain(part));
        }

        Assert.That(await File.ReadAllTextAsync(List), Is.EqualTo(list));
        Assert.That(_folder.Entries.Except([".plugins.lock", "plugins"]), Is.EqualTo(entries.Except([".plugins.lock", "plugins"])));
    }

    private Task<CallResult> AddAsync(params string[] arguments) => CallAsync(["add", .. arguments]);

    private Task<CallResult> CallAsync(params string[] arguments) => _folder.CallAsync(["plugins", .. arguments, "--plugins", List]);
}

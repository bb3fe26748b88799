using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Installing;

namespace DiffImaging.Engine.Tests.Plugins.Installing;

/// <summary>One entry is changed, all others stay as they are.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginListDocumentTests : IDisposable
{
    private const string First = """{ "id": "first", "path": "a/A.dll", "enabled": true }""";
    private const string Second = """{ "Id": "second", "Path": "b/B.dll", "Enabled": true, "sdk": "1.0" }""";

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("diffimaging-list-").FullName, "plugins.json");

    public PluginListDocumentTests() => File.WriteAllText(_path, $$"""
        // a comment
        { "confined": true, "Plugins": [ {{First}}, {{Second}}, ], }
        """);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Test]
    public void An_entry_takes_the_place_of_the_one_with_its_id_and_another_comes_last()
    {
        var document = PluginListDocument.Read(_path);
        document.Put(new PluginEntry { Id = "first", Path = "a2/A.dll", Version = "2.0.0", Sha256 = new Dictionary<string, string> { ["A.dll"] = new('0', 64) } });
        document.Put(new PluginEntry { Id = "third", Path = "c/C.dll" });

        var list = Reread(document);

        Assert.That(list.Plugins.Select(entry => (entry.Id, entry.Path)), Is.EqualTo(new[] { ("first", "a2/A.dll"), ("second", "b/B.dll"), ("third", "c/C.dll") }));
        Assert.That(list.Plugins[0].Sha256, Has.Count.EqualTo(1));
        Assert.That((list.Confined, list.Plugins[1].Sdk), Is.EqualTo((true, "1.0")));
    }

    [Test]
    public void An_entry_is_switched_by_the_key_that_it_has()
    {
        var document = PluginListDocument.Read(_path);
        document.Switch("second", enabled: false);

        Assert.That(Reread(document).Plugins.Select(entry => entry.Enabled), Is.EqualTo(new[] { true, false }));
        Assert.That(document.Write(), Does.Contain("\"Enabled\": false").And.Not.Contain("\"enabled\": false"));
    }

    [Test]
    public void An_entry_is_removed_and_an_unknown_one_told_with_the_nearest()
    {
        var document = PluginListDocument.Read(_path);
        document.Remove("first");

        Assert.That(Reread(document).Plugins.Single().Id, Is.EqualTo("second"));
        Assert.That(() => document.Remove("secnd"), Throws.TypeOf<PluginInstallationException>().With.Message.Contains("did you mean 'second'"));
    }

    private PluginList Reread(PluginListDocument document)
    {
        File.WriteAllText(_path, document.Write());
        return PluginList.Read(_path);
    }
}

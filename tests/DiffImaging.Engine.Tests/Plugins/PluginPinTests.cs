using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>A pinned plugin whose files are not the pinned ones is refused before anything of it is loaded.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginPinTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_plugin_whose_files_are_the_pinned_ones_is_active()
    {
        _folder.Add("OldLibrary");
        _folder.PinLast();

        var plugin = _folder.Load().Plugins.Single();

        Assert.That((plugin.Status, plugin.Reason), Is.EqualTo((PluginStatus.Active, "")));
    }

    [Test]
    public void Pins_tell_assemblies_and_what_directs_their_loading_and_leave_symbols_and_documentation_out()
    {
        var assembly = _folder.Add("OldLibrary");
        foreach (var file in new[] { "native/linux/libfast.so", "notes.pdb", "notes.xml" })
        {
            Write(assembly, file, "anything");
        }

        string[] expected = ["TestPlugins.Library.dll", "TestPlugins.OldLibrary.deps.json", "TestPlugins.OldLibrary.dll", "native/linux/libfast.so"];
        Assert.That(PluginPins.Read(assembly).Keys, Is.EqualTo(expected));
    }

    [Test]
    public void The_hashes_are_those_of_sha_256()
    {
        var assembly = _folder.Add("Good");
        Write(assembly, "abc.txt", "abc");

        // The example of FIPS 180-2, B.1.
        Assert.That(PluginPins.Read(assembly)["abc.txt"], Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    [Test]
    public void Hashes_may_be_written_in_capitals()
    {
        var assembly = _folder.Add("Good");
        _folder.PinLast(new JsonObject(PluginPins.Read(assembly).Select(pin => KeyValuePair.Create(pin.Key, (JsonNode?)pin.Value.ToUpperInvariant()))));

        Assert.That(_folder.Load().Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
    }

    [Test]
    public void A_changed_assembly_is_refused_with_both_hashes()
    {
        var assembly = _folder.Add("Good");
        var pinned = PluginPins.Read(assembly)[Path.GetFileName(assembly)];
        _folder.PinLast();
        using (var stream = File.Open(assembly, FileMode.Append))
        {
            stream.WriteByte(0);
        }

        ExpectRefused("'TestPlugins.Good.dll' has the SHA-256", PluginPins.Read(assembly)[Path.GetFileName(assembly)], pinned, "plugins --pin");
    }

    [Test]
    public void A_plugin_that_throws_when_it_is_loaded_does_not_come_to_that_where_it_is_refused()
    {
        // Without the check the same plugin is Malfunctioned, in its constructor's words.
        var assembly = _folder.Add("Throwing");
        _folder.PinLast();
        Write(assembly, "more.txt", "more");

        ExpectRefused("'more.txt'");
        Assert.That(AppDomain.CurrentDomain.GetAssemblies().Where(loaded => !loaded.IsDynamic).Select(loaded => loaded.Location), Has.None.EqualTo(assembly));
    }

    [Test]
    public void A_private_dependency_that_was_swapped_is_refused()
    {
        var assembly = _folder.Add("OldLibrary");
        _folder.PinLast();
        var other = new PluginFolder();
        try
        {
            other.Add("NewLibrary");
            File.Copy(Path.Combine(other.Root, "NewLibrary", "TestPlugins.Library.dll"), Path.Combine(Path.GetDirectoryName(assembly)!, "TestPlugins.Library.dll"), overwrite: true);
        }
        finally
        {
            other.Dispose();
        }

        ExpectRefused("'TestPlugins.Library.dll' has the SHA-256");
    }

    [Test]
    public void A_dependency_whose_link_leads_to_other_bytes_is_refused()
    {
        var assembly = _folder.Add("OldLibrary");
        _folder.PinLast();
        var library = Path.Combine(Path.GetDirectoryName(assembly)!, "TestPlugins.Library.dll");
        File.Delete(library);
        File.CreateSymbolicLink(library, assembly);

        ExpectRefused("'TestPlugins.Library.dll' has the SHA-256");
    }

    [Test]
    public void A_missing_and_an_additional_assembly_are_refused()
    {
        var assembly = _folder.Add("OldLibrary");
        _folder.PinLast();
        File.Delete(Path.Combine(Path.GetDirectoryName(assembly)!, "TestPlugins.Library.dll"));
        Write(assembly, "sub/Extra.dll", "extra");

        ExpectRefused("the pinned file 'TestPlugins.Library.dll' is missing", "the file 'sub/Extra.dll' with the SHA-256", "is not pinned");
    }

    [Test]
    public void A_hidden_file_counts_too()
    {
        Write(_folder.Add("Good"), ".hidden.dll", "hidden");
        _folder.PinLast(new JsonObject());

        ExpectRefused("'.hidden.dll'");
    }

    [Test]
    public void Another_plugin_beside_a_refused_one_works()
    {
        _folder.Add("Good");
        _folder.PinLast();
        Write(_folder.Add("OldLibrary"), "x.txt", "x");
        _folder.PinLast(new JsonObject());

        Assert.That(_folder.Load().Plugins.Select(plugin => plugin.Status), Is.EqualTo(new[] { PluginStatus.Active, PluginStatus.Refused }));
    }

    [TestCase("""{ "a.dll": "123" }""", "$.plugins[1].sha256['a.dll']", "found '123', expected the 64 hexadecimal digits")]
    [TestCase("""{ "a.dll": "zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }""", "$.plugins[1].sha256['a.dll']", "hexadecimal")]
    [TestCase("""{ "a.dll": null }""", "$.plugins[1].sha256['a.dll']", "hexadecimal")]
    [TestCase("""{ "../a.dll": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }""", "$.plugins[1].sha256['../a.dll']", "below the plugin's folder")]
    [TestCase("""{ "/a.dll": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }""", "$.plugins[1].sha256['/a.dll']", "below the plugin's folder")]
    [TestCase("""{ "a\\b.dll": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" }""", "below the plugin's folder", "'/'")]
    [TestCase("\"ba7816bf\"", "$.plugins[1].sha256", "expected {")]
    [TestCase("""{ "a.dll": 5 }""", "$.plugins[1].sha256", "expected {")]
    public void Pins_that_are_none_are_a_mistake_of_the_list(string pins, params string[] parts)
    {
        _folder.Add("Good");
        _folder.Add("OldLibrary");
        _folder.PinLast(JsonNode.Parse(pins)!);

        var message = Assert.Throws<PluginListException>(() => _folder.Load())!.Message;

        Assert.That(message, Does.StartWith(_folder.ListPath));
        foreach (var part in parts)
        {
            Assert.That(message, Does.Contain(part));
        }
    }

    private static void Write(string assembly, string file, string text)
    {
        var path = Path.Combine(Path.GetDirectoryName(assembly)!, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void ExpectRefused(params string[] reasons)
    {
        var plugin = _folder.Load().Plugins.Single();
        Assert.That((plugin.Status, plugin.Components.Count), Is.EqualTo((PluginStatus.Refused, 0)), plugin.Reason);
        foreach (var reason in reasons)
        {
            Assert.That(plugin.Reason, Does.Contain(reason));
        }
    }
}

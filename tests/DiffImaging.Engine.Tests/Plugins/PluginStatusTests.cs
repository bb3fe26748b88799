using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>What may be wrong with a plugin is a named state with a reason; the good plugin beside it works.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginStatusTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_good_plugin_is_active_without_any_reason()
    {
        var assembly = _folder.Add("Good");

        var plugin = LoadLast();

        Assert.That((plugin.Status, plugin.Reason, plugin.AssemblyPath), Is.EqualTo((PluginStatus.Active, "", assembly)));
        var component = plugin.Components.Single();
        Assert.That((component.Id, component.Kind, component.Plugin), Is.EqualTo(("pass", "forward stage", "good")));
        Assert.That(component.Summary, Is.EqualTo("Lets the light pass as it is."));
    }

    [Test]
    public void A_plugin_that_is_switched_off_is_disabled_even_where_it_is_broken()
    {
        _folder.List("off", "nowhere.dll", enabled: false);

        Expect(LoadLast(), PluginStatus.Disabled, "switched off");
    }

    [Test]
    public void A_missing_file_is_named()
    {
        var path = _folder.List("missing", "nowhere/Missing.dll");

        Expect(LoadLast(), PluginStatus.Malfunctioned, "missing", path);
    }

    [Test]
    public void A_path_that_no_file_can_have_is_a_malfunction()
    {
        _folder.List("odd", "a\0b.dll");

        Expect(LoadLast(), PluginStatus.Malfunctioned, "ArgumentException");
    }

    [Test]
    public void A_file_that_is_no_assembly_says_so()
    {
        File.WriteAllText(_folder.List("text", "text.dll"), "this is a text");

        Expect(LoadLast(), PluginStatus.Malfunctioned, "not a .NET assembly");
    }

    [Test]
    public void An_assembly_cut_short_says_so()
    {
        var assembly = _folder.Add("Good");
        File.WriteAllBytes(assembly, File.ReadAllBytes(assembly)[..1500]);

        Expect(LoadLast(), PluginStatus.Malfunctioned, "not a .NET assembly");
    }

    [Test]
    public void An_assembly_without_the_sdk_is_no_plugin()
    {
        _folder.Add("OldLibrary");
        _folder.List("library", "OldLibrary/TestPlugins.Library.dll");

        Expect(LoadLast(), PluginStatus.Incompatible, "does not reference DiffImaging.Sdk");
    }

    [Test]
    public void A_constructor_that_throws_is_a_malfunction_in_its_own_words()
    {
        _folder.Add("Throwing");

        Expect(LoadLast(), PluginStatus.Malfunctioned, "InvalidOperationException", "the licence server does not answer");
    }

    [Test]
    public void A_missing_native_library_is_named_although_only_a_method_needs_it()
    {
        _folder.Add("NativeMissing");

        Expect(LoadLast(), PluginStatus.Malfunctioned, "native library", "acmecamera", "neither in its folder nor on this system");
        Assert.That(LoadLast().Reason, Does.Not.Contain("acmebrowser"));
    }

    [Test]
    public void A_native_library_of_another_system_is_not_missed_where_the_compiler_makes_the_call()
    {
        _folder.Add("NativeElsewhere");

        Expect(LoadLast(), PluginStatus.Active);
    }

    [Test]
    public void A_missing_dependency_is_named_although_only_a_method_needs_it()
    {
        File.Delete(Path.Combine(Path.GetDirectoryName(_folder.Add("OldLibrary"))!, "TestPlugins.Library.dll"));

        Expect(LoadLast(), PluginStatus.Malfunctioned, "needs 'TestPlugins.Library, Version=1.0.0.0", "not in its folder");
    }

    [Test]
    public void Another_major_version_of_the_sdk_is_incompatible()
    {
        PluginFolder.BuildAgainstSdk(_folder.Add("Good"), 2, 0);

        Expect(LoadLast(), PluginStatus.Incompatible, "was built against SDK 2.0", "this host offers 1.0", "same major");
    }

    [Test]
    public void A_higher_minor_version_of_the_sdk_is_incompatible()
    {
        PluginFolder.BuildAgainstSdk(_folder.Add("Good"), 1, 9);

        Expect(LoadLast(), PluginStatus.Incompatible, "was built against SDK 1.9", "this host offers 1.0");
    }

    [TestCase("2.0", "is listed with SDK 2.0")]
    [TestCase("1.9", "is listed with SDK 1.9")]
    [TestCase("newest", "'newest', expected major.minor")]
    public void The_version_in_the_list_counts_too(string sdk, string reason)
    {
        _folder.Add("Good", sdk: sdk);

        Expect(LoadLast(), PluginStatus.Incompatible, reason);
    }

    [Test]
    public void An_id_that_another_plugin_has_already_is_refused()
    {
        _folder.Add("Good");
        _folder.Add("Rival");

        var catalog = _folder.Load();

        Expect(catalog.Plugins[1], PluginStatus.Refused, "forward stage 'pass'", "plugin 'good'");
        Assert.That(catalog.Find<IForwardStageFactory>("pass", out _)!.GetType().Namespace, Is.EqualTo("TestPlugins.Good"));
    }

    [Test]
    public void A_plugin_listed_twice_counts_once()
    {
        _folder.Add("Good");
        _folder.List("good", "Good/TestPlugins.Good.dll");

        var catalog = _folder.Load();

        Assert.That(catalog.Plugins[0].Status, Is.EqualTo(PluginStatus.Active));
        Expect(catalog.Plugins[1], PluginStatus.Refused, "listed twice");
    }

    [Test]
    public void A_private_copy_of_the_sdk_is_not_used_and_is_pointed_out()
    {
        // Without the loader's insistence its stage would implement another IForwardStageFactory than the host's.
        var folder = Path.GetDirectoryName(_folder.Add("Good"))!;
        foreach (var name in new[] { "DiffImaging.Sdk.dll", "TorchSharp.dll" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), Path.Combine(folder, name));
        }

        var catalog = _folder.Load();

        Expect(catalog.Plugins[0], PluginStatus.Active, "DiffImaging.Sdk.dll", "TorchSharp.dll", "not used");
        var factory = catalog.Find<IForwardStageFactory>("pass", out _)!;
        var contract = factory.GetType().GetInterfaces().Single(type => type.Name == nameof(IForwardStageFactory));
        Assert.That(contract.Assembly, Is.SameAs(typeof(IForwardStageFactory).Assembly));
    }

    [Test]
    public void Two_plugins_hold_two_versions_of_one_library()
    {
        _folder.Add("OldLibrary");
        _folder.Add("NewLibrary");

        var catalog = _folder.Load();

        Assert.That(catalog.Plugins.Select(plugin => plugin.Status), Is.All.EqualTo(PluginStatus.Active));
        Assert.That(Greeting(catalog, "old-library"), Is.EqualTo("hello from 1"));
        Assert.That(Greeting(catalog, "new-library"), Is.EqualTo("welcome from 2"));
    }

    private Plugin LoadLast() => _folder.Load().Plugins[^1];

    private static string Greeting(PluginCatalog catalog, string id) =>
        catalog.Find<IForwardStageFactory>(id, out _)!
            .Plan(new ComponentDefinition(id, id, [], "pipeline:" + id), Fakes.FakePlan.Source(2, 2)).Findings.Single().Message;

    private static void Expect(Plugin plugin, PluginStatus status, params string[] reasons)
    {
        Assert.That(plugin.Status, Is.EqualTo(status), plugin.Reason);
        foreach (var reason in reasons)
        {
            Assert.That(plugin.Reason, Does.Contain(reason));
        }

        Assert.That(plugin.Components.Count > 0, Is.EqualTo(status == PluginStatus.Active));
    }
}

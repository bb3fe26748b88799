using DiffImaging.Engine.Plugins;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>A confined list takes plugins from below its own folder only.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PluginConfinementTests : IDisposable
{
    private readonly PluginFolder _folder = new();
    private readonly PluginFolder _elsewhere = new();

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    [Test]
    public void What_lies_below_its_folder_is_active()
    {
        _folder.Add("Good");

        Assert.That(LoadConfined().Status, Is.EqualTo(PluginStatus.Active));
    }

    [Test]
    public void A_folder_that_is_reached_by_a_link_is_still_its_own()
    {
        _folder.Add("Good");
        _folder.WriteList(confined: true);
        var link = Path.Combine(_elsewhere.Root, "link");
        Directory.CreateSymbolicLink(link, _folder.Root);

        Assert.That(PluginCatalog.Load(Path.Combine(link, "plugins.json")).Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
    }

    [Test]
    public void A_full_path_elsewhere_is_refused()
    {
        var assembly = _elsewhere.Add("Good");
        _folder.List("good", assembly);

        ExpectRefused(assembly);
    }

    [Test]
    public void A_path_that_leads_up_is_refused()
    {
        var assembly = _elsewhere.Add("Good");
        _folder.List("good", Path.GetRelativePath(_folder.Root, assembly));

        ExpectRefused(assembly);
    }

    [Test]
    public void A_folder_whose_name_only_begins_the_same_is_elsewhere()
    {
        var sibling = _folder.Root + "-more";
        Directory.CreateDirectory(sibling);
        try
        {
            _folder.List("good", Path.Combine(sibling, "Good.dll"));

            ExpectRefused(sibling);
        }
        finally
        {
            Directory.Delete(sibling);
        }
    }

    [Test]
    public void A_link_that_leads_out_is_refused_whether_of_the_file_or_of_its_folder()
    {
        var assembly = _elsewhere.Add("Good");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "linked"), Path.GetDirectoryName(assembly)!);
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "Good.dll"), assembly);
        _folder.List("by-folder", "linked/TestPlugins.Good.dll");
        _folder.List("by-file", "Good.dll");

        Assert.That(PluginCatalog.Load(_folder.WriteList(confined: true)).Plugins.Select(plugin => plugin.Status), Is.All.EqualTo(PluginStatus.Refused));
    }

    [Test]
    public void Without_the_setting_a_plugin_may_lie_anywhere()
    {
        _folder.List("good", _elsewhere.Add("Good"));

        Assert.That(_folder.Load().Plugins.Single().Status, Is.EqualTo(PluginStatus.Active));
    }

    private Plugin LoadConfined() => PluginCatalog.Load(_folder.WriteList(confined: true)).Plugins.Single();

    private void ExpectRefused(string place)
    {
        var plugin = LoadConfined();
        Assert.That((plugin.Status, plugin.Components.Count), Is.EqualTo((PluginStatus.Refused, 0)), plugin.Reason);
        Assert.That(plugin.Reason, Does.Contain("outside the folder of the list").And.Contain(place));
    }
}

using DiffImaging.Engine.Plugins.Installing;

namespace DiffImaging.Engine.Tests.Plugins.Installing;

[TestFixture]
public sealed class PluginIdTests
{
    [TestCase("Acme.ThinLens", "acme-thin-lens")]
    [TestCase("TestPlugins.Good", "test-plugins-good")]
    [TestCase("acme-lenses", "acme-lenses")]
    [TestCase("Acme_Lens.2D", "acme-lens-2-d")]
    public void A_name_becomes_kebab_case(string name, string id)
    {
        Assert.That(PluginId.From(name), Is.EqualTo(id));
        Assert.That(PluginId.Require(id), Is.EqualTo(id));
    }

    [TestCase("")]
    [TestCase("Acme")]
    [TestCase("../acme")]
    [TestCase("acme--lens")]
    [TestCase("-acme")]
    [TestCase("acme\n")]
    public void What_could_not_name_a_folder_of_its_own_is_refused(string id) =>
        Assert.That(() => PluginId.Require(id), Throws.TypeOf<PluginInstallationException>().With.Message.Contains("kebab-case"));
}

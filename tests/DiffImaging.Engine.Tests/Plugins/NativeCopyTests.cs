using DiffImaging.Engine.Plugins.Loading;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>Native libraries are called from copies, which are what was pinned.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NativeCopyTests : IDisposable
{
    private readonly PluginFolder _folder = new();
    private readonly NativeFolder _copies = new();

    public void Dispose()
    {
        _copies.Dispose();
        _folder.Dispose();
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_library_that_has_changed_since_is_refused_however_often_it_is_called_for(bool isPinned)
    {
        var (files, library) = Plugin(isPinned);
        File.WriteAllText(library, "another one");

        for (var times = 0; times < 3; times++)
        {
            Assert.That(() => _copies.Copy(files, "libfast.so"), Throws.TypeOf<IOException>().With.Message.Contains("'libfast.so' of the plugin has changed"));
        }
    }

    [Test]
    public void A_library_is_copied_with_those_beside_it_once_they_are_what_they_were()
    {
        var (files, library) = Plugin(isPinned: true);
        var beside = library + ".1";
        File.WriteAllText(beside, "half");
        Assert.That(() => _copies.Copy(files, "libfast.so"), Throws.TypeOf<IOException>());
        File.WriteAllText(beside, "beside");

        var copy = _copies.Copy(files, "libfast.so");

        Assert.That((File.ReadAllText(copy), File.ReadAllText(copy + ".1"), Directory.GetFiles(Path.GetDirectoryName(copy)!).Length), Is.EqualTo(("fast", "beside", 2)));
    }

    private (PluginFiles Files, string Library) Plugin(bool isPinned)
    {
        var assembly = _folder.Add("Good");
        var library = Path.Combine(Path.GetDirectoryName(assembly)!, "libfast.so");
        File.WriteAllText(library, "fast");
        File.WriteAllText(library + ".1", "beside");
        return (PluginFiles.Read(assembly, isPinned), library);
    }
}

using DiffImaging.Host.Experiments;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Experiments;

/// <summary>A definition from elsewhere names what was sent with it and what lies below a data root, and nothing else.</summary>
[TestFixture]
public sealed class FileScopeTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private ExperimentPaths _paths = null!;

    public void Dispose() => _folder.Dispose();

    [SetUp]
    public void Prepare()
    {
        foreach (var name in new[] { "job/a.tif", "job/scan/led_1.tif", "job/scan/led_2.tif", "lab/b.tif", "lab/2026/c.tif", "secret.tif", "secrets/led_1.tif", "laboratory/d.tif" })
        {
            _folder.Write(name, "x");
        }

        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(_folder["job/link.tif"], _folder["secret.tif"]);
            File.CreateSymbolicLink(_folder["lab/good.tif"], _folder["lab/b.tif"]);
            Directory.CreateSymbolicLink(_folder["lab/out"], _folder.Path);
            Directory.CreateSymbolicLink(_folder["job/frames"], _folder["secrets"]);
            Directory.CreateSymbolicLink(_folder["lab/round"], _folder["lab/round"]);
            File.CreateSymbolicLink(_folder["job/scan/led_3.tif"], _folder["secret.tif"]);
        }

        var definition = _folder["job/experiment.json"];
        _paths = new ExperimentPaths(definition, FileScope.Of(definition, [$"lab={_folder["lab"]}"]));
    }

    [TestCase("a.tif", "job/a.tif")]
    [TestCase("./a.tif", "job/a.tif")]
    [TestCase("scan/../a.tif", "job/a.tif")]
    [TestCase("@lab/b.tif", "lab/b.tif")]
    [TestCase("@lab/2026/c.tif", "lab/2026/c.tif")]
    [TestCase("@lab/good.tif", "lab/good.tif")]
    public void What_it_may_name_is_found(string path, string found) => Assert.That(_paths.Find(path), Is.EqualTo(_folder[found]));

    [TestCase("../secret.tif")]
    [TestCase("scan/../../secret.tif")]
    [TestCase("link.tif")]
    [TestCase("frames/led_1.tif")]
    [TestCase("@lab/../secret.tif")]
    [TestCase("@lab/../laboratory/d.tif")]
    [TestCase("@lab/out/secret.tif")]
    [TestCase("@lab/round/secret.tif")]
    [TestCase("@laboratory/d.tif")]
    [TestCase("@/secret.tif")]
    [TestCase("@lab//etc/passwd")]
    [TestCase("/etc/passwd")]
    [TestCase("C:\\secret.tif")]
    [TestCase("a\0.tif")]
    [TestCase("~/secret.tif")]
    [TestCase("")]
    public void What_it_may_not_name_is_missing(string path) => Assert.That(_paths.Find(path), Is.Null);

    [Test]
    public void An_absolute_path_is_missing_even_where_it_leads_to_what_was_sent() => Assert.That(_paths.Find(_folder["job/a.tif"]), Is.Null);

    [Test]
    public void Images_count_only_where_every_one_of_them_may_be_read()
    {
        Assert.That(_paths.FindImages("scan/led_?.tif"), OperatingSystem.IsWindows() ? Is.Not.Null : Is.Null, "the third one leads out");
        Assert.That(_paths.FindImages("frames"), Is.Null);
        Assert.That(_paths.FindImages("../secrets"), Is.Null);
        Assert.That(_paths.FindImages("@lab/2026"), Is.EqualTo(_folder["lab/2026"]));
        File.Delete(_folder["job/scan/led_3.tif"]);
        Assert.That(_paths.FindImages("scan/led_?.tif"), Is.Not.Null);
    }

    [Test]
    public void The_places_are_told_by_name() => Assert.That(_paths.Places, Is.EqualTo("what was submitted and below @lab"));
}

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AtomicFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_folder_appears_with_its_commit_and_not_before()
    {
        using (var folder = AtomicFolder.Create(_folder["run/result"]))
        {
            File.WriteAllText(folder.PathOf("figures/a.txt"), "a");
            Assert.That(Directory.Exists(_folder["run/result"]), Is.False);
            folder.Commit();
        }

        Assert.That(File.ReadAllText(_folder["run/result/figures/a.txt"]), Is.EqualTo("a"));
        Assert.That(Directory.GetFileSystemEntries(_folder["run"]), Has.Length.EqualTo(1));
    }

    [Test]
    public void Without_a_commit_nothing_is_left_and_the_old_folder_stays()
    {
        WriteResult("old");
        using (var folder = AtomicFolder.Create(_folder["result"], "result.json"))
        {
            File.WriteAllText(folder.PathOf("result.json"), "new");
        }

        Assert.That(File.ReadAllText(_folder["result/result.json"]), Is.EqualTo("old"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_folder_with_the_marker_is_replaced_as_a_whole()
    {
        WriteResult("old");
        File.WriteAllText(_folder["result/left-over.txt"], "x");

        WriteResult("new");

        Assert.That(Directory.GetFiles(_folder["result"]).Select(Path.GetFileName), Is.EqualTo(new[] { "result.json" }));
        Assert.That(File.ReadAllText(_folder["result/result.json"]), Is.EqualTo("new"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_folder_of_something_else_is_never_replaced()
    {
        Directory.CreateDirectory(_folder["thesis"]);
        File.WriteAllText(_folder["thesis/chapter1.tex"], "years of work");

        Assert.That(() => AtomicFolder.Create(_folder["thesis"], "result.json"),
            Throws.TypeOf<IOException>().With.Message.Contains("holds no result.json"));
        Assert.That(() => AtomicFolder.Create(_folder["thesis"]), Throws.TypeOf<IOException>());
        Assert.That(File.Exists(_folder["thesis/chapter1.tex"]), Is.True);
    }

    [Test]
    public void A_folder_that_was_filled_meanwhile_is_not_replaced_by_the_commit()
    {
        using var folder = AtomicFolder.Create(_folder["result"], "result.json");
        Directory.CreateDirectory(_folder["result"]);
        File.WriteAllText(_folder["result/mine.txt"], "x");

        Assert.That(folder.Commit, Throws.TypeOf<IOException>());
        Assert.That(File.Exists(_folder["result/mine.txt"]), Is.True);
    }

    [Test]
    public void An_empty_folder_is_taken_and_a_file_is_not()
    {
        Directory.CreateDirectory(_folder["result"]);
        WriteResult("new");
        File.WriteAllText(_folder["file"], "x");

        Assert.That(File.Exists(_folder["result/result.json"]), Is.True);
        Assert.That(() => AtomicFolder.Create(_folder["file"]), Throws.TypeOf<IOException>().With.Message.Contains("is a file"));
    }

    [TestCase("../escape.txt")]
    [TestCase("/etc/escape.txt")]
    [TestCase(".")]
    public void A_path_that_leaves_the_folder_is_refused(string path)
    {
        using var folder = AtomicFolder.Create(_folder["result"]);

        Assert.That(() => folder.PathOf(path), Throws.ArgumentException);
    }

    private void WriteResult(string content)
    {
        using var folder = AtomicFolder.Create(_folder["result"], "result.json");
        File.WriteAllText(folder.PathOf("result.json"), content);
        folder.Commit();
    }
}

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_file_appears_and_replaces_the_old_one()
    {
        AtomicFile.WriteText(_folder["a.txt"], "old");
        AtomicFile.WriteText(_folder["a.txt"], "new µ");

        Assert.That(File.ReadAllText(_folder["a.txt"]), Is.EqualTo("new µ"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_else()
    {
        AtomicFile.WriteText(_folder["a.txt"], "old");

        Assert.That(
            () => AtomicFile.Write(_folder["a.txt"], stream =>
            {
                stream.WriteByte(1);
                throw new InvalidOperationException("half way");
            }),
            Throws.InvalidOperationException);

        Assert.That(File.ReadAllText(_folder["a.txt"]), Is.EqualTo("old"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void The_name_does_not_exist_while_the_content_is_written() => AtomicFile.Write(
        _folder["a.txt"], _ => Assert.That(File.Exists(_folder["a.txt"]), Is.False));
}

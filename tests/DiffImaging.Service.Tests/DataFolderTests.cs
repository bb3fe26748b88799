using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests;

/// <summary>A data folder belongs to one service, whatever the one before has left.</summary>
[TestFixture]
public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_second_service_is_refused_until_the_first_has_gone()
    {
        using var second = new DataFolder(_folder.Path);
        using (var first = new DataFolder(_folder.Path))
        {
            first.Take();
            Assert.Throws(Is.InstanceOf<IOException>().And.Message.Contains("--data"), second.Take);
        }

        second.Take();
    }

    [Test]
    public void What_a_dead_service_worked_on_is_cleared_away()
    {
        _folder.Write("work/dead/job-1/result.checkpoint", "x");
        using var data = new DataFolder(_folder.Path);

        data.Take();

        Assert.That(Directory.GetDirectories(_folder["work"]), Is.Empty);
    }

    [Test]
    public async Task Jobs_of_a_dead_service_that_still_write_stop_nobody()
    {
        var ended = false;
        var writer = Task.Run(() =>
        {
            // As a job's process does: it makes the folder where there is none.
            for (var number = 0; !Volatile.Read(ref ended); number++)
            {
                _folder.Write($"work/dead/job-1/{number % 50}/checkpoint", "x");
            }
        });
        for (var start = 0; start < 200 && !writer.IsCompleted; start++)
        {
            using var data = new DataFolder(_folder.Path);
            data.Take();
            Assert.That(data.Work, Does.Not.StartWith(_folder["work/dead"]));
        }

        Volatile.Write(ref ended, true);
        try
        {
            await writer;
        }
        catch (IOException)
        {
            // Its folder was taken away under it, as it should be.
        }
    }
}

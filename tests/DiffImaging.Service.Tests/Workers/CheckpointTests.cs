using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Service.Workers;

namespace DiffImaging.Service.Tests.Workers;

/// <summary>A later attempt goes on from the newest checkpoint, whatever an earlier one still writes.</summary>
[TestFixture]
public sealed class CheckpointTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private string _job = null!;
    private FolderJobFiles _files = null!;

    [SetUp]
    public void Prepare() => (_job, _files) = (JobId.Create(), new FolderJobFiles(_folder["files"]));

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task An_attempt_that_only_seemed_dead_replaces_no_checkpoint_of_a_later_one()
    {
        using var first = await CreateAsync(1);
        await ShareAsync(first, "first");
        using var second = await CreateAsync(2);
        Assert.That(await File.ReadAllTextAsync(second.Checkpoint), Is.EqualTo("first"));
        await ShareAsync(second, "second");
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "checkpoints/0000000002" }), "the earlier one is of no more use");

        await ShareAsync(first, "late");

        using var third = await CreateAsync(3);
        Assert.That(await File.ReadAllTextAsync(third.Checkpoint), Is.EqualTo("second"));
        await ShareAsync(third, "third");
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "checkpoints/0000000003" }));
    }

    [Test]
    public async Task What_was_fetched_is_not_shared_again()
    {
        using var first = await CreateAsync(1);
        await ShareAsync(first, "first");
        using var second = await CreateAsync(2);

        await second.ShareCheckpointAsync(Never);

        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "checkpoints/0000000001" }));
    }

    private Task<WorkFolder> CreateAsync(long attempt) => WorkFolder.CreateAsync(_folder["work"], _files, _job, attempt, new JobWork("{}", _job), [], Never);

    private static async Task ShareAsync(WorkFolder folder, string text)
    {
        await File.WriteAllTextAsync(folder.Checkpoint, text);

        // Told apart by their times, which a clock may give twice.
        File.SetLastWriteTimeUtc(folder.Checkpoint, DateTime.UtcNow.AddSeconds(text.Length));
        await folder.ShareCheckpointAsync(Never);
    }

    private async Task<string[]> KeysAsync() => [.. (await _files.ListAsync(_job, JobKeys.Checkpoints, Never)).Select(file => file.Key)];
}

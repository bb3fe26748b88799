using DiffImaging.Service.Jobs;
using DiffImaging.Service.Operations;
using DiffImaging.Service.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace DiffImaging.Service.Tests.Operations;

/// <summary>What nobody will ask for is removed, and nothing else, in a folder and in PostgreSQL.</summary>
[TestFixture("folder")]
[TestFixture("postgres")]
public sealed class LeftoversTests(string kind) : IAsyncDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly TimeSpan Old = Leftovers.Age + TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Young = Leftovers.Age - TimeSpan.FromMinutes(1);

    private FileStore _store = null!;
    private Leftovers _leftovers = null!;

    [OneTimeSetUp]
    public async Task Prepare()
    {
        _store = new FileStore(kind);
        await _store.PrepareAsync();
        _leftovers = new Leftovers(_store.Jobs, _store.Files, NullLogger<Leftovers>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _leftovers?.Dispose();
        await (_store?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Test]
    public async Task Inputs_whose_job_never_came_to_be_are_removed_once_they_are_old()
    {
        var (old, young, known) = (await InputsAsync(), await InputsAsync(), await InputsAsync());
        await _store.Jobs.AddAsync(new JobSubmission(known, "waits", "{}"), Never);
        await AgeAsync(Old, old, known);
        await AgeAsync(Young, young);

        Assert.That(await _leftovers.SweepAsync(Never), Is.EqualTo((1, 0)));

        Assert.That((await _store.CountAsync(old), await _store.CountAsync(young), await _store.CountAsync(known)), Is.EqualTo((0, 2, 2)));
        Assert.That(await _leftovers.SweepAsync(Never), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_submission_that_takes_days_is_left_alone()
    {
        var id = JobId.Create();
        await _store.Files.PutAsync(id, "inputs/first", new CountingStream(10), Never);
        (int, int)? swept = null;
        var content = new CountingStream(4 << 20)
        {
            Reading = position =>
            {
                // Everything before this moment is old; what was written since, a megabyte or more, is not.
                if (position == 0)
                {
                    _store.AgeAsync(id, Old).GetAwaiter().GetResult();
                }
                else if (position >= 2 << 20)
                {
                    swept ??= _leftovers.SweepAsync(Never).GetAwaiter().GetResult();
                }
            },
        };

        await _store.Files.PutAsync(id, "inputs/second", content, Never);

        Assert.That(swept, Is.EqualTo((0, 0)));
        Assert.That(await _store.Files.ListAsync(id, "inputs", Never), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_has_more_than_inputs_is_left_alone()
    {
        var id = await InputsAsync();
        await _store.Files.PutAsync(id, "log.txt", new CountingStream(1), Never);
        await AgeAsync(Old, id);

        Assert.That(await _leftovers.SweepAsync(Never), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task What_a_dead_node_has_begun_is_removed_once_it_is_old()
    {
        using var result = new TemporaryFolder();
        result.Write("result.json", "{}");
        result.Write("pictures/a.png", "x");
        var (old, young) = (await InputsAsync(), await InputsAsync());
        foreach (var id in new[] { old, young })
        {
            await _store.Jobs.AddAsync(new JobSubmission(id, "runs", "{}"), Never);

            // Staged, and its node dies.
            await _store.Files.StageResultAsync(id, result.Path, Never);
        }

        await AgeAsync(Old, old);
        await AgeAsync(Young, young);

        Assert.That((await _leftovers.SweepAsync(Never)).Unfinished, Is.GreaterThan(0));

        Assert.That((await _store.CountAsync(old), await _store.CountAsync(young)), Is.EqualTo((2, 4)));
        Assert.That(await _store.CountStrayChunksAsync(), Is.Zero);
    }

    private async Task<string> InputsAsync()
    {
        var id = JobId.Create();
        await _store.Files.PutAsync(id, "inputs/a", new CountingStream(10), Never);
        await _store.Files.PutAsync(id, "inputs/folder/b", new CountingStream(20), Never);
        return id;
    }

    private async Task AgeAsync(TimeSpan age, params string[] ids)
    {
        foreach (var id in ids)
        {
            await _store.AgeAsync(id, age);
        }
    }
}

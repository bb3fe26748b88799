using System.Diagnostics;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Files;

/// <summary>What a large file costs in each store; the figures of the documentation come from here.</summary>
[TestFixture]
[Explicit("measures; says nothing on a busy machine")]
public sealed class FileSpeedTests
{
    private const long Size = 500_000_000;

    [TestCase("folder")]
    [TestCase("postgres")]
    public async Task A_file_of_500_MB_is_written_read_and_replaced(string kind)
    {
        await using var store = new FileStore(kind);
        await store.PrepareAsync();
        var job = JobId.Create();
        var made = await TimeAsync(() => new CountingStream(Size).CopyToAsync(Stream.Null));
        TestContext.Out.WriteLine(FormattableString.Invariant($"{kind}: making the content {made:0.0} s (in what follows)"));
        foreach (var what in new[] { "written", "replaced" })
        {
            var seconds = await TimeAsync(() => store.Files.PutAsync(job, "checkpoints/0000000001", new CountingStream(Size), CancellationToken.None));
            TestContext.Out.WriteLine(FormattableString.Invariant($"{kind}: {what} in {seconds:0.0} s, {Size / 1e6 / seconds:0} MB/s"));
        }

        var reading = await TimeAsync(async () =>
        {
            await using var stream = (await store.Files.OpenAsync(job, "checkpoints/0000000001", CancellationToken.None))!;
            var buffer = new byte[1 << 17];
            while (await stream.ReadAsync(buffer) > 0)
            {
            }
        });
        TestContext.Out.WriteLine(FormattableString.Invariant($"{kind}: read in {reading:0.0} s, {Size / 1e6 / reading:0} MB/s"));
        Assert.That(await TimeAsync(() => store.Files.RemoveAsync(job, CancellationToken.None)), Is.LessThan(60), "seconds of removing it");
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }
}

using System.Text;
using DiffImaging.Service.Files;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Files;

/// <summary>The files of jobs keep their promises in a folder and in PostgreSQL.</summary>
[TestFixture("folder")]
[TestFixture("postgres")]
public sealed class JobFilesTests(string kind) : IAsyncDisposable
{
    private const int Megabyte = 1 << 20;
    private static readonly CancellationToken Never = CancellationToken.None;

    private FileStore _store = null!;
    private string _job = null!;

    private IJobFiles Files => _store.Files;

    [OneTimeSetUp]
    public async Task Prepare()
    {
        _store = new FileStore(kind);
        await _store.PrepareAsync();
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [SetUp]
    public void NewJob() => _job = JobId.Create();

    [TearDown]
    public async Task No_chunk_stays_without_its_file() => Assert.That(await _store.CountStrayChunksAsync(), Is.Zero);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(Megabyte - 1)]
    [TestCase(Megabyte)]
    [TestCase((2 * Megabyte) + 7)]
    public async Task What_is_put_is_read(int length)
    {
        await Files.PutAsync(_job, "inputs/a", new CountingStream(length), Never);

        await using var stream = (await Files.OpenAsync(_job, "inputs/a", Never))!;
        Assert.That((stream.Length, stream.CanSeek), Is.EqualTo(((long)length, true)));
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.That(copy.ToArray(), Is.EqualTo(Enumerable.Range(0, length).Select(position => CountingStream.At(position))));
        Assert.That(await stream.ReadAsync(new byte[10]), Is.Zero);
    }

    [Test]
    public async Task A_part_is_read_from_wherever_is_asked()
    {
        await Files.PutAsync(_job, "result/a", new CountingStream(3 * Megabyte), Never);
        await using var stream = (await Files.OpenAsync(_job, "result/a", Never))!;

        foreach (var position in new long[] { (2 * Megabyte) - 5, 3, (3 * Megabyte) - 10, Megabyte })
        {
            Assert.That(stream.Seek(position, SeekOrigin.Begin), Is.EqualTo(position));
            var part = new byte[10];
            await stream.ReadExactlyAsync(part);
            Assert.That(part, Is.EqualTo(Enumerable.Range(0, 10).Select(index => CountingStream.At(position + index))));
        }

        Assert.That((stream.Seek(-1, SeekOrigin.End), await stream.ReadAsync(new byte[10])), Is.EqualTo(((3L * Megabyte) - 1, 1)));
        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
    }

    [Test]
    public async Task What_is_not_there_is_null_or_empty_and_can_be_removed()
    {
        Assert.That(await Files.OpenAsync(_job, "log.txt", Never), Is.Null);
        Assert.That(await Files.ListAsync(_job, "result", Never), Is.Empty);
        await Files.RemoveAsync(_job, "checkpoints/1", Never);
        await Files.RemoveAsync(_job, Never);
    }

    [Test]
    public async Task Files_below_a_key_are_listed_in_order_with_their_sizes()
    {
        string[] keys = ["inputs/b", "inputs/a/z", "inputs/a.txt", "inputs/B", "inputs/µ", "inputs/é", "inputs2/a", "log.txt"];
        for (var size = 0; size < keys.Length; size++)
        {
            await Files.PutAsync(_job, keys[size], new CountingStream(size), Never);
        }

        await Files.PutAsync(JobId.Create(), "inputs/other", new CountingStream(1), Never);

        JobFile[] inputs = [new("inputs/B", 3), new("inputs/a.txt", 2), new("inputs/a/z", 1), new("inputs/b", 0), new("inputs/µ", 4), new("inputs/é", 5)];
        Assert.That(await Files.ListAsync(_job, "inputs", Never), Is.EqualTo(inputs));
        Assert.That(await Files.ListAsync(_job, "inputs/a", Never), Is.EqualTo(new JobFile[] { new("inputs/a/z", 1) }));
        Assert.That(await Files.ListAsync(_job, "inputs/b", Never), Is.Empty, "a file is no folder");
        Assert.That(await Files.ListAsync(_job, "", Never), Has.Count.EqualTo(keys.Length));
    }

    [TestCase("inputs/a b_c%d.txt")]
    [TestCase("inputs/[1] (2)+µ-日本.tif")]
    [TestCase("inputs/'; DROP TABLE diffimaging_files; --")]
    [TestCase("inputs/a/b/c/d/e/f")]
    [TestCase("inputs/...")]
    public async Task Odd_names_are_names(string key)
    {
        await PutAsync(key, "here");
        await PutAsync("inputs/a bXc%d.txt", "another");

        Assert.That(await ReadAsync(key), Is.EqualTo("here"));
        Assert.That((await Files.ListAsync(_job, "inputs", Never)).Select(file => file.Key), Does.Contain(key));
        await Files.RemoveAsync(_job, key, Never);
        Assert.That(await ReadAsync(key), Is.Null);
        Assert.That(await ReadAsync("inputs/a bXc%d.txt"), Is.EqualTo("another"));
    }

    [TestCase("..", "a")]
    [TestCase("", "a")]
    [TestCase("a/b", "c")]
    [TestCase("/etc", "passwd")]
    [TestCase("job", "../other/a")]
    [TestCase("job", "inputs/../../other")]
    [TestCase("job", "/etc/passwd")]
    [TestCase("job", "inputs//a")]
    [TestCase("job", "inputs/./a")]
    [TestCase("job", "inputs/a\0b")]
    public void What_leads_out_is_refused(string job, string key)
    {
        Assert.ThrowsAsync<ArgumentException>(() => Files.PutAsync(job, key, new CountingStream(1), Never));
        Assert.ThrowsAsync<ArgumentException>(() => Files.OpenAsync(job, key, Never));
        Assert.ThrowsAsync<ArgumentException>(() => Files.ListAsync(job, key, Never));
        Assert.ThrowsAsync<ArgumentException>(() => Files.RemoveAsync(job, key, Never));
    }

    [TestCase("..")]
    [TestCase("")]
    public void A_job_that_leads_out_is_refused(string job)
    {
        Assert.ThrowsAsync<ArgumentException>(() => Files.RemoveAsync(job, Never));
        Assert.ThrowsAsync<ArgumentException>(() => Files.StageResultAsync(job, Path.GetTempPath(), Never));
    }

    [Test]
    public async Task A_file_that_does_not_come_whole_changes_nothing()
    {
        await PutAsync("inputs/a", "before");

        Assert.ThrowsAsync<IOException>(() => Files.PutAsync(_job, "inputs/a", new CountingStream(3 * Megabyte, failAt: 2 * Megabyte), Never));

        Assert.That(await ReadAsync("inputs/a"), Is.EqualTo("before"));
        Assert.That(await _store.CountAsync(_job), Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_that_is_given_up_leaves_nothing()
    {
        using var gone = new CancellationTokenSource();
        var content = new CountingStream(8 * Megabyte) { Reading = position => { if (position > 2 * Megabyte) { gone.Cancel(); } } };

        Assert.That(async () => await Files.PutAsync(_job, "inputs/a", content, gone.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(await _store.CountAsync(_job), Is.Zero);
    }

    [Test]
    public async Task Nobody_sees_a_file_before_it_is_whole()
    {
        await PutAsync("inputs/a", "before");
        var seen = new List<string?>();
        var content = new CountingStream(3 * Megabyte) { Reading = _ => seen.Add(Wait(ReadAsync("inputs/a"))) };

        await Files.PutAsync(_job, "inputs/a", content, Never);

        Assert.That(seen, Is.Not.Empty.And.All.EqualTo("before"));
        Assert.That((await Files.ListAsync(_job, "", Never)).Single().Size, Is.EqualTo(3 * Megabyte));
        Assert.That(await _store.CountAsync(_job), Is.EqualTo(1), "what was replaced is gone");
    }

    [Test]
    public async Task Who_reads_a_file_that_is_replaced_has_the_old_one_or_is_told()
    {
        await Files.PutAsync(_job, "checkpoints/1", new CountingStream(3 * Megabyte, seed: 1), Never);
        await using var old = (await Files.OpenAsync(_job, "checkpoints/1", Never))!;
        await old.ReadExactlyAsync(new byte[Megabyte]);
        await Files.PutAsync(_job, "checkpoints/1", new CountingStream(3 * Megabyte, seed: 2), Never);

        using var rest = new MemoryStream();
        var told = false;
        try
        {
            await old.CopyToAsync(rest);
        }
        catch (FileReplacedException exception)
        {
            told = exception.Message.Contains("checkpoints/1", StringComparison.Ordinal);
        }

        Assert.That(told || rest.ToArray().AsSpan().SequenceEqual(Expected(Megabyte, 2 * Megabyte, seed: 1)));
        Assert.That((await BytesAsync("checkpoints/1")).AsSpan().SequenceEqual(Expected(0, 3 * Megabyte, seed: 2)));
    }

    [Test]
    public async Task A_small_file_that_was_opened_is_read_whoever_replaces_it()
    {
        await PutAsync("preview/phase.png", "old");
        await using var stream = (await Files.OpenAsync(_job, "preview/phase.png", Never))!;
        await PutAsync("preview/phase.png", "new");

        Assert.That(await new StreamReader(stream).ReadToEndAsync(), Is.EqualTo("old"));
        Assert.That(await ReadAsync("preview/phase.png"), Is.EqualTo("new"));
    }

    [Test]
    public async Task Of_many_who_bring_the_same_file_one_is_the_last()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => PutAsync("checkpoints/1", new string((char)('a' + number), 1000)))));

        Assert.That(await ReadAsync("checkpoints/1"), Does.Match(@"^(.)\1{999}$"));
        Assert.That(await _store.CountAsync(_job), Is.EqualTo(1));
    }

    [Test]
    public async Task A_removed_job_has_nothing_left()
    {
        await PutAsync("inputs/a", "a");
        await using var staged = await StageAsync(("a", "b"));

        await Files.RemoveAsync(_job, Never);

        Assert.That(await _store.CountAsync(_job), Is.Zero);
        Assert.That(await Files.ListAsync(_job, "", Never), Is.Empty);
    }

    [Test]
    public async Task A_staged_result_is_seen_once_it_is_published_and_the_earlier_one_no_more()
    {
        await PublishAsync(("result.json", "first"), ("old.txt", "first"));
        await using var staged = await StageAsync(("result.json", "second"), ("pictures/a.png", "second"));
        Assert.That((await Files.ListAsync(_job, "", Never)).Select(file => file.Key), Is.EqualTo(new[] { "result/old.txt", "result/result.json" }));

        await _store.PublishAsync(staged);

        Assert.That((await Files.ListAsync(_job, "", Never)).Select(file => file.Key), Is.EqualTo(new[] { "result/pictures/a.png", "result/result.json" }));
        Assert.That(await ReadAsync("result/result.json"), Is.EqualTo("second"));
        await staged.DisposeAsync();
        Assert.That(await _store.CountAsync(_job), Is.EqualTo(2));
    }

    [Test]
    public async Task A_result_is_published_again_where_the_transaction_did_not_come_to_its_end()
    {
        await using var staged = await StageAsync(("result.json", "here"));

        await _store.PublishAsync(staged, commit: false);
        await _store.PublishAsync(staged);

        Assert.That(await ReadAsync("result/result.json"), Is.EqualTo("here"));
    }

    [Test]
    public async Task A_result_that_is_not_published_leaves_nothing()
    {
        await (await StageAsync(("result.json", "never"), ("a", "never"))).DisposeAsync();

        Assert.That(await _store.CountAsync(_job), Is.Zero);
    }

    [Test]
    public async Task A_large_file_is_never_held_in_memory()
    {
        const long Size = 200L * Megabyte;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Files.PutAsync(_job, "result/object.npy", new CountingStream(Size), Never);
        await using var stream = (await Files.OpenAsync(_job, "result/object.npy", Never))!;
        var (buffer, position) = (new byte[1 << 16], 0L);
        while (await stream.ReadAsync(buffer) is > 0 and var count)
        {
            if (buffer[0] != CountingStream.At(position) || buffer[count - 1] != CountingStream.At(position + count - 1))
            {
                Assert.Fail($"wrong bytes at {position}");
            }

            position += count;
        }

        Assert.That(position, Is.EqualTo(Size));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(Size / 4), "bytes allocated by writing and reading");
    }

    private static byte[] Expected(int start, int count, byte seed) => [.. Enumerable.Range(start, count).Select(position => CountingStream.At(position, seed))];

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private async Task<byte[]> BytesAsync(string key)
    {
        await using var stream = (await Files.OpenAsync(_job, key, Never))!;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<string?> ReadAsync(string key)
    {
        await using var stream = await Files.OpenAsync(_job, key, Never);
        return stream is null ? null : await new StreamReader(stream).ReadToEndAsync();
    }

    private Task PutAsync(string key, string text) => Files.PutAsync(_job, key, new MemoryStream(Encoding.UTF8.GetBytes(text)), Never);

    private async Task<IStagedResult> StageAsync(params (string Name, string Text)[] files)
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, text) in files)
        {
            folder.Write(name, text);
        }

        return await Files.StageResultAsync(_job, folder.Path, Never);
    }

    private async Task PublishAsync(params (string Name, string Text)[] files)
    {
        await using var staged = await StageAsync(files);
        await _store.PublishAsync(staged);
    }
}

using System.Diagnostics;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Service.Tests;

/// <summary>A burst of jobs and a crowd of people who watch them. The figures are printed; no time decides.</summary>
[TestFixture]
public sealed class LoadTests : IDisposable
{
    private const int Burst = 500;
    private const int Clients = 200;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Five_hundred_jobs_and_two_hundred_clients()
    {
        await using var service = await TestService.StartAsync(_folder.Path, ("node:jobs", "4"));
        var clock = Stopwatch.StartNew();
        var ids = await Task.WhenAll(Enumerable.Range(0, Burst).Select(_ => service.SubmitAsync(TestService.Experiment(iterations: 2))));
        var queued = clock.Elapsed;
        var before = Settled();
        using var ended = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(client => PollAsync(service, ids, client, ended.Token)).ToList();

        var states = new Dictionary<JobState, long>();
        while (states.GetValueOrDefault(JobState.Succeeded) + states.GetValueOrDefault(JobState.Failed) < Burst)
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(10)), "stuck");
            await Task.Delay(500);
            states = new(await service.Jobs.CountAsync(CancellationToken.None));
        }

        var done = clock.Elapsed;
        await ended.CancelAsync();
        var times = (await Task.WhenAll(clients)).SelectMany(each => each).Order().ToList();
        var after = Settled();
        TestContext.Out.WriteLine("| jobs | queued in | done in | clients | states asked for | median | p99 | longest | managed memory before | after |");
        TestContext.Out.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"| {Burst} | {queued.TotalSeconds:0.0} s | {done.TotalSeconds:0.0} s | {Clients} | {times.Count} | {times[times.Count / 2]:0.0} ms | {times[times.Count * 99 / 100]:0.0} ms | {times[^1]:0} ms | {before / 1e6:0.0} MB | {after / 1e6:0.0} MB |"));

        Assert.That(states.GetValueOrDefault(JobState.Failed), Is.Zero);
        Assert.That(times, Has.Count.GreaterThan(Clients));
        Assert.That(after, Is.LessThan(before + 20_000_000), "memory is back where it was");
        Assert.That(_folder.LeftInWork, Is.Empty);
    }

    [Test]
    public async Task Three_workers_do_more_than_one()
    {
        using var database = PostgresServer.Require();
        var one = await RateAsync(database, "one", workers: 1);
        var three = await RateAsync(database, "three", workers: 3);

        TestContext.Out.WriteLine(FormattableString.Invariant($"jobs that wait half a second each, one at a time on each worker: {one:0.00}/s on one worker, {three:0.00}/s on three, {three / one:0.00} times"));
        Assert.That(three, Is.Positive);
    }

    private async Task<double> RateAsync(PostgresServer database, string name, int workers)
    {
        (string, string)[] shared = [("store:kind", "postgres"), ("store:connection", database.Connection), ("store:files", _folder[$"{name}/shared"])];
        var services = new List<TestService> { await TestService.StartAsync(_folder[$"{name}/server"], [.. shared, ("node:jobs", "0"), ("node:name", $"{name}-server")]) };
        try
        {
            var ids = await Task.WhenAll(Enumerable.Range(0, 10 * workers).Select(_ => services[0].SubmitAsync(TestService.Experiment(iterations: 5, pause: 100))));
            var clock = Stopwatch.StartNew();
            for (var worker = 0; worker < workers; worker++)
            {
                services.Add(await TestService.StartAsync(_folder[$"{name}/worker-{worker}"], [.. shared, ("node:jobs", "1"), ("node:name", $"{name}-{worker}")]));
            }

            foreach (var id in ids)
            {
                Assert.That((string)(await services[0].WaitAsync(id))["state"]!, Is.EqualTo("succeeded"));
            }

            return ids.Length / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            foreach (var service in services)
            {
                await service.DisposeAsync();
            }
        }
    }

    private static async Task<List<double>> PollAsync(TestService service, string[] ids, int client, CancellationToken ended)
    {
        var (times, chance) = (new List<double>(), new Random(client));
        while (!ended.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            await service.FindAsync(ids[chance.Next(ids.Length)]);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(chance.Next(200, 1200), CancellationToken.None);
        }

        return times;
    }

    private static long Settled() => GC.GetTotalMemory(forceFullCollection: true);
}

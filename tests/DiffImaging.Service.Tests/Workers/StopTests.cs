using System.Text.Json.Nodes;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Workers;

/// <summary>A service that stops keeps every job.</summary>
[TestFixture]
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_job_goes_on_from_its_checkpoint_after_a_stop()
    {
        string id, waiting;
        await using (var service = await TestService.StartAsync(_folder.Path, ("node:jobs", "1")))
        {
            id = await service.SubmitAsync(TestService.Experiment(iterations: 40, pause: 100));
            waiting = await service.SubmitAsync(TestService.Experiment(iterations: 2));
            await service.WaitAsync(id, "running");
            await Task.Delay(1000);
        }

        await using (var service = await TestService.StartAsync(_folder.Path, ("node:jobs", "1")))
        {
            var job = await service.WaitAsync(id);

            Assert.That(((string)job["state"]!, (long)job["attempt"]!), Is.EqualTo(("succeeded", 2L)), job.ToJsonString());
            Assert.That(await service.ReadAsync($"api/v1/jobs/{id}/result/pictures/course.txt"), Does.Match("from ([1-9]|[123][0-9])$"));
            Assert.That(File.ReadLines(_folder[$"jobs/{id}/course.jsonl"]).Select(line => (int)JsonNode.Parse(line)!["iteration"]!), Is.EqualTo(Enumerable.Range(1, 40)), "the course of both attempts");
            Assert.That((string)(await service.WaitAsync(waiting))["state"]!, Is.EqualTo("succeeded"));
        }
    }

    [Test]
    public async Task A_job_that_does_not_stop_is_ended_and_begins_again_from_its_last_checkpoint()
    {
        var definition = TestService.Experiment(iterations: 60, pause: 100);
        (definition["stub"]!["deaf"], definition["stub"]!["checkpoint"]) = (true, 5);
        string id;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using (var service = await TestService.StartAsync(_folder.Path, ("node:stopWithin", "0.5")))
        {
            id = await service.SubmitAsync(definition);
            await service.WaitAsync(id, "running");
            await Task.Delay(1500);
            clock.Restart();
        }

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(6)));
        await using (var service = await TestService.StartAsync(_folder.Path))
        {
            Assert.That((string)(await service.WaitAsync(id))["state"]!, Is.EqualTo("succeeded"));
            Assert.That(await service.ReadAsync($"api/v1/jobs/{id}/result/pictures/course.txt"), Does.Match("from [1-9]?[05]$").And.Not.EqualTo("from 0"));
        }
    }

    [Test]
    public async Task The_more_urgent_job_is_taken_first()
    {
        await using var service = await TestService.StartAsync(_folder.Path, ("node:jobs", "1"));
        var running = await service.SubmitAsync(TestService.Experiment(iterations: 20, pause: 100));
        await service.WaitAsync(running, "running");
        var low = await service.SubmitAsync(TestService.Experiment(), "?priority=low");
        var high = await service.SubmitAsync(TestService.Experiment(), "?priority=high");

        await service.WaitAsync(low);

        var (later, sooner) = ((DateTimeOffset)(await service.FindAsync(low))["started"]!, (DateTimeOffset)(await service.FindAsync(high))["started"]!);
        Assert.That(sooner, Is.LessThan(later));
    }
}

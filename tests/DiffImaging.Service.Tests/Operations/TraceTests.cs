using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using DiffImaging.Service.Operations;
using DiffImaging.Service.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Quartz.Diagnostics;

namespace DiffImaging.Service.Tests.Operations;

/// <summary>The spans of a job.</summary>
[TestFixture]
public sealed class TraceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task An_attempt_is_linked_to_the_submission_of_its_job()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is JobTraces.SourceName or QuartzInstrumentation.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await TestService.StartAsync(_folder["linked"]);
        var wrong = TestService.Experiment();
        wrong["stub"]!["exit"] = 2;
        var id = await service.SubmitAsync(wrong);
        await service.WaitAsync(id);
        for (var clock = Stopwatch.StartNew(); Attempt() is null; await Task.Delay(50))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
        }

        var submission = ended.Single(activity => activity.OperationName == "submit job");
        var attempt = Attempt()!;
        Assert.That(submission.GetTagItem("diffimaging.job.id"), Is.EqualTo(id));
        Assert.That((attempt.GetTagItem("diffimaging.job.id"), attempt.GetTagItem("diffimaging.attempt"), attempt.GetTagItem("diffimaging.attempt.outcome"), attempt.Status), Is.EqualTo(((object)id, (object)1L, (object)"failed", ActivityStatusCode.Error)));
        Assert.That(attempt.TraceId, Is.Not.EqualTo(submission.TraceId), "it may run days later");
        Assert.That(attempt.Links.Select(link => link.Context.TraceId), Does.Contain(submission.TraceId));

        Activity? Attempt() => ended.FirstOrDefault(activity => activity.OperationName == "attempt job");
    }

    [Test]
    public async Task Traces_metrics_and_logs_go_to_the_collector()
    {
        var received = new ConcurrentDictionary<string, string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.AddOrUpdate(signal, Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector.StartAsync();
        string id;
        await using (var service = await TestService.StartAsync(_folder["sent"], ("telemetry:otlp", collector.Urls.First()), ("telemetry:protocol", "httpProtobuf")))
        {
            id = await service.SubmitAsync(TestService.Experiment());
            await service.WaitAsync(id);
        }

        // What was not sent yet is sent when the service stops.
        Assert.That(received.Keys, Is.EquivalentTo(["traces", "metrics", "logs"]));
        Assert.That(received["traces"], Does.Contain("submit job").And.Contain("attempt job").And.Contain(id));
        Assert.That(received["metrics"], Does.Contain("diffimaging.attempt.duration").And.Not.Contain(id));
        Assert.That(received["logs"], Does.Contain("Job").And.Contain(id));
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DiffImaging.Service.Security;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Operations;

/// <summary>What <c>/metrics</c> tells.</summary>
[TestFixture]
public sealed class MetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Jobs_attempts_and_uploads_are_counted()
    {
        await using var service = await TestService.StartAsync(_folder["counted"]);
        var wrong = TestService.Experiment();
        wrong["stub"]!["exit"] = 2;
        await service.WaitAsync(await service.SubmitAsync(TestService.Experiment()));
        await service.WaitAsync(await service.SubmitAsync(wrong));
        await service.WaitAsync(await service.SubmitAsync(TestService.Experiment(iterations: 1000, pause: 50)), "running");
        var busy = await service.SubmitAsync(TestService.Experiment(iterations: 1000, pause: 50));
        await service.WaitAsync(busy, "running");
        var waiting = await service.SubmitAsync(TestService.Experiment());
        await service.PostAsync($"api/v1/jobs/{waiting}/cancel");

        var text = await WaitAsync(service, "diffimaging_jobs", 2, ("diffimaging_job_state", "running"));

        Assert.Multiple(() =>
        {
            Assert.That(Value(text, "diffimaging_jobs", ("diffimaging_job_state", "succeeded")), Is.EqualTo(1));
            Assert.That(Value(text, "diffimaging_jobs", ("diffimaging_job_state", "failed")), Is.EqualTo(1));
            Assert.That(Value(text, "diffimaging_jobs", ("diffimaging_job_state", "queued")), Is.Zero);
            Assert.That(Value(text, "diffimaging_jobs_ended_total", ("diffimaging_job_state", "succeeded")), Is.EqualTo(1));
            Assert.That(Value(text, "diffimaging_jobs_ended_total", ("diffimaging_job_state", "cancelled")), Is.EqualTo(1));
            Assert.That(Value(text, "diffimaging_attempts_started_total"), Is.EqualTo(4));
            Assert.That(Value(text, "diffimaging_attempts_ended_total", ("diffimaging_attempt_outcome", "failed")), Is.EqualTo(1));
            Assert.That(Value(text, "diffimaging_attempts_active"), Is.EqualTo(2));
            Assert.That(Value(text, "diffimaging_attempt_duration_seconds_count", ("diffimaging_attempt_outcome", "succeeded")), Is.EqualTo(1));
            Assert.That(Value(text, "diffimaging_job_queue_duration_seconds_count"), Is.EqualTo(4));
            Assert.That(Value(text, "diffimaging_jobs_memory_usage_bytes"), Is.GreaterThan(10e6), "two processes of .NET");
            Assert.That(Value(text, "diffimaging_upload_io_bytes_total"), Is.GreaterThan(5 * TestService.Experiment().ToJsonString().Length - 1));
            Assert.That(text, Does.Contain("http_server_request_duration_seconds").And.Contain("dotnet_gc_collections_total"));
            Assert.That(text, Does.Not.Contain(busy), "an id in a label makes a series for every job");
        });
    }

    [Test]
    public async Task An_attempt_that_its_node_stops_is_interrupted_and_one_whose_job_is_taken_is_lost()
    {
        await using var service = await TestService.StartAsync(_folder["lost"], ("node:jobs", "1"));
        var id = await service.SubmitAsync(TestService.Experiment(iterations: 1000, pause: 50));
        await service.WaitAsync(id, "running");

        // As if the node had been silent, and another had taken the job and ended it.
        await service.Jobs.TryEndAsync(id, 1, new DiffImaging.Service.Jobs.JobOutcome(DiffImaging.Service.Jobs.JobState.Cancelled), null, CancellationToken.None);
        var text = await WaitAsync(service, "diffimaging_attempts_ended_total", 1, ("diffimaging_attempt_outcome", "lost"));

        Assert.That(Value(text, "diffimaging_attempts_active"), Is.Zero);
        Assert.That(Value(text, "diffimaging_jobs_ended_total", ("diffimaging_job_state", "cancelled")), Is.Null, "this node has not ended it");
    }

    [Test]
    public async Task Where_keys_are_required_they_are_for_metrics_too()
    {
        var keys = await ApiKeys.OpenAsync(new DataFolder(_folder["keys"]), CancellationToken.None);
        var (_, text) = await keys.AddAsync("prometheus", ApiRole.Read, CancellationToken.None);
        await using var service = await TestService.StartAsync(_folder["keys"], ("security:requireKeys", "true"), ("node:jobs", "0"));

        using var refused = await service.GetAsync("metrics");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("metrics", UriKind.Relative)) { Headers = { { "Authorization", $"Bearer {text}" } } };
        using var answer = await service.Http.SendAsync(request);

        Assert.That(((int)refused.StatusCode, (int)answer.StatusCode), Is.EqualTo((401, 200)));
        Assert.That((int)(await service.GetAsync("health/ready")).StatusCode, Is.EqualTo(200));
        Assert.That((string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["title"], Is.EqualTo("A key is needed."));
    }

    private static async Task<string> WaitAsync(TestService service, string name, double value, params (string Key, string Value)[] labels)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            var text = await service.ReadAsync("metrics");
            if (Value(text, name, labels) == value)
            {
                return text;
            }

            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)), text);
        }
    }

    // The sum of the series that have the labels; null where there is none.
    private static double? Value(string text, string name, params (string Key, string Value)[] labels)
    {
        var lines = text.Split('\n').Where(line => Regex.IsMatch(line, $@"^{name}(\{{| )") && labels.All(label => line.Contains($"{label.Key}=\"{label.Value}\"", StringComparison.Ordinal))).ToList();
        return lines.Count == 0 ? null : lines.Sum(line => double.Parse(Regex.Match(line, @"^\S+?(?:\{.*\})? (\S+)").Groups[1].Value, CultureInfo.InvariantCulture));
    }
}

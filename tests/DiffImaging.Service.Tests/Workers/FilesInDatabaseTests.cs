using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Service.Tests.Workers;

/// <summary>Two nodes that share a database and no folder do what two with a folder do.</summary>
[TestFixture]
public sealed class FilesInDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private PostgresServer? _server;
    private TestService _desk = null!;
    private TestService _worker = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = PostgresServer.Require();
        (string, string)[] store = [("store:kind", "postgres"), ("store:connection", _server.Connection), ("store:filesIn", "database")];
        _desk = await TestService.StartAsync(_folder["desk"], [.. store, ("node:name", "desk"), ("node:jobs", "0")]);
        _worker = await TestService.StartAsync(_folder["worker"], [.. store, ("node:name", "worker")]);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await (_worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_desk?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    public void Dispose()
    {
        _server?.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_job_of_one_node_is_run_by_another_and_read_from_the_first()
    {
        using var form = new MultipartFormDataContent { { TestService.Json(TestService.Experiment(iterations: 10, pause: 30).ToJsonString()), "definition" }, { new StringContent("input"), "file", "measured.tif" } };
        using var answer = await _desk.PostAsync("api/v1/jobs", form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        var id = (string)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;

        var job = await _desk.WaitAsync(id);

        Assert.That(((string)job["state"]!, (string)job["node"]!, (long)job["attempt"]!), Is.EqualTo(("succeeded", "worker", 1L)), job.ToJsonString());
        Assert.That(await _desk.ReadAsync($"api/v1/jobs/{id}/result/object.txt"), Is.EqualTo("counted to 10"));
        Assert.That(await _desk.ReadAsync($"api/v1/jobs/{id}/log"), Does.Contain("attempt 1 on worker"));
        await using var archive = await System.IO.Compression.ZipArchive.CreateAsync(
            await _desk.Http.GetStreamAsync(new Uri($"api/v1/jobs/{id}/result", UriKind.Relative)), System.IO.Compression.ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
        Assert.That(archive.Entries.Select(entry => entry.FullName), Is.EqualTo(new[] { "arguments.txt", "object.txt", "pictures/course.txt", "pictures/inputs.txt", "result.json" }));
        Assert.That(new[] { "desk", "worker" }.Where(node => Directory.Exists(_folder[$"{node}/jobs"])), Is.Empty, "nothing lies in a folder");
        Assert.That((await _desk.Http.DeleteAsync(new Uri($"api/v1/jobs/{id}", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await _desk.GetAsync($"api/v1/jobs/{id}/result/object.txt")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_part_of_a_result_is_read()
    {
        var id = await _desk.SubmitAsync(TestService.Experiment());
        await _desk.WaitAsync(id);
        foreach (var (range, expected, told) in new[] { ("bytes=0-6", "counted", "bytes 0-6/12"), ("bytes=8-", "to 1", "bytes 8-11/12"), ("bytes=-1", "1", "bytes 11-11/12") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/v1/jobs/{id}/result/object.txt", UriKind.Relative)) { Headers = { Range = RangeHeaderValue.Parse(range) } };

            using var answer = await _desk.Http.SendAsync(request);

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
            Assert.That(answer.Content.Headers.ContentRange!.ToString(), Is.EqualTo(told));
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(expected));
        }
    }
}

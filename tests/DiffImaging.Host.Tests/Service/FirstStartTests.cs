using System.Text.Json.Nodes;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Host.Tests.Service;

/// <summary>The first hour with a service: started without any configuration, asked by the client.</summary>
[TestFixture]
[Platform(Include = "Linux,MacOsX", Reason = "another process cannot be asked to stop on Windows")]
public sealed class FirstStartTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task The_experiment_of_the_README_gives_the_result_of_run()
    {
        var experiment = Path.Combine(SharedData.RepositoryRoot()!, "host", "experiments", "holography.json");
        using var service = new ServiceProcess(_folder, "service");
        await service.StartAsync();
        _folder.Environment["DIFFIMAGING_SERVER"] = service.Http.BaseAddress!.ToString();

        var submitted = (await _folder.CallAsync("submit", experiment, "--watch", "--name", "first")).Expect(0);
        var id = submitted.Output.Split('\n')[0].Trim();
        (await _folder.CallAsync("fetch", id, "--output", "fetched")).Expect(0);
        (await _folder.CallAsync("run", experiment, "--output", "direct")).Expect(0);
        var listed = (await _folder.CallAsync("jobs", "--state", "succeeded")).Expect(0);

        Assert.That(submitted.Output, Does.Contain("running on").And.Contain("succeeded"));
        Assert.That(listed.Output, Does.Contain(id).And.Contain("first"));
        Assert.That(Names("fetched"), Is.EqualTo(Names("direct")));
        foreach (var file in new[] { "object.npy", "history.csv", "amplitude.png" })
        {
            Assert.That(File.ReadAllBytes(_folder[$"fetched/{file}"]), Is.EqualTo(File.ReadAllBytes(_folder[$"direct/{file}"])), file);
        }

        Assert.That(Result("fetched")["parameters"]!.ToJsonString(), Is.EqualTo(Result("direct")["parameters"]!.ToJsonString()));
        Assert.That(await service.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task A_stop_during_a_job_leaves_it_resumable()
    {
        var simulation = _folder.Write("simulation.json", TinyExperiment.Simulation());
        var definition = TinyExperiment.Definition("");
        definition["data"] = new JsonObject { ["simulation"] = simulation };
        definition["schedule"] = TinyExperiment.Schedule(1500)["schedule"]!.DeepClone();
        _folder.Write("experiment.json", definition);
        using var service = new ServiceProcess(_folder, "service", ("Node__Threads", "1"));
        await service.StartAsync();
        _folder.Environment["DIFFIMAGING_SERVER"] = service.Http.BaseAddress!.ToString();
        var id = (await _folder.CallAsync("submit", "experiment.json")).Expect(0).Output.Trim();
        for (var running = false; !running; await Task.Delay(100))
        {
            running = (int?)(await service.Client.FindAsync(id, CancellationToken.None)).Progress?["iteration"] > 20;
        }

        var picture = await service.Http.GetByteArrayAsync(new Uri($"api/v1/jobs/{id}/preview/amplitude.png", UriKind.Relative));
        Assert.That(picture.AsSpan(1, 3).SequenceEqual("PNG"u8), "the object is shown while it grows");
        Assert.That(await service.StopAsync(), Is.Zero);
        Assert.That(Directory.EnumerateFiles(_folder[$"service/jobs/{id}/checkpoints"]), Is.Not.Empty);
        await service.StartAsync();
        _folder.Environment["DIFFIMAGING_SERVER"] = service.Http.BaseAddress!.ToString();

        (await _folder.CallAsync("watch", id)).Expect(0);
        (await _folder.CallAsync("fetch", id, "--output", "fetched")).Expect(0);
        (await _folder.CallAsync("run", "experiment.json", "--output", "direct")).Expect(0);
        Assert.That((await service.Client.FindAsync(id, CancellationToken.None)).Attempt, Is.EqualTo(2));
        Assert.That(File.ReadAllBytes(_folder["fetched/object.npy"]), Is.EqualTo(File.ReadAllBytes(_folder["direct/object.npy"])));
    }

    [Test]
    public async Task A_service_that_is_not_there_is_said_so()
    {
        _folder.Environment["DIFFIMAGING_SERVER"] = "http://127.0.0.1:9";

        var answer = (await _folder.CallAsync("jobs")).Expect(1);

        Assert.That(answer.Errors, Does.Contain("http://127.0.0.1:9"));
        (await _folder.CallAsync("jobs", "--server", "nowhere")).Expect(2);
    }

    private string[] Names(string folder) => [.. Directory.GetFiles(_folder[folder]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private JsonNode Result(string folder) => JsonNode.Parse(File.ReadAllText(_folder[$"{folder}/result.json"]))!;
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Service.Client;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary>Plugins come, change, fail and go while a service goes on.</summary>
[TestFixture]
[Platform(Include = "Linux", Reason = "makes links, and asks another process to stop")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LivingServiceTests : IDisposable
{
    private static readonly JsonObject Gain = new() { ["name"] = "gain", ["id"] = "versioned" };

    private readonly WorkFolder _folder = new();
    private readonly PluginFolder _plugins = new();

    public void Dispose()
    {
        _folder.Dispose();
        _plugins.Dispose();
    }

    [Test]
    public async Task A_changed_plugin_counts_for_new_jobs_and_a_running_one_keeps_its_own()
    {
        var assembly = _plugins.Add("Versioned");
        using var service = await StartAsync(("Node__Jobs", "2"));
        var running = (await service.SubmitAsync(_folder, _folder.WriteExperiment("long.json", 3000, Gain))).Id;
        await service.WaitAsync(running, job => job.Progress is not null);

        VersionedPlugin.Rebuild(assembly, 2);
        var next = await service.WaitAsync((await service.SubmitAsync(_folder, _folder.WriteExperiment("short.json", 2, Gain))).Id);
        var still = await service.Client.FindAsync(running, CancellationToken.None);
        await service.Client.CancelAsync(running, CancellationToken.None);
        await service.WaitAsync(running);

        Assert.That(next.State, Is.EqualTo(JobState.Succeeded), next.Message);
        Assert.That(still.State, Is.EqualTo(JobState.Running), "it was running all the while, or this shows nothing");
        Assert.That(Lines(await service.ReadAsync($"api/v1/jobs/{next.Id}/log"), "at work"), Is.EqualTo(new[] { "versioned: build 2 at work" }));
        Assert.That(Lines(await service.ReadAsync($"api/v1/jobs/{running}/log"), "at work"), Is.EqualTo(new[] { "versioned: build 1 at work" }));
        Assert.That(service.Lines, Has.Some.Contains("plugin versioned has changed").And.None.Contains("still in memory"));
        Assert.That(await service.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task The_list_that_the_service_shows_follows_the_files()
    {
        _plugins.Add("Versioned");
        using var service = await StartAsync();
        Assert.That(await StateAsync(service, "versioned"), Is.EqualTo(("active", "")));

        File.AppendAllText(Path.Combine(_plugins.Root, "Versioned", "TestPlugins.Versioned.dll"), " ");
        var appended = await StateAsync(service, "versioned");
        File.WriteAllText(Path.Combine(_plugins.Root, "Versioned", "TestPlugins.Versioned.dll"), "half a build");
        var (status, reason) = await StateAsync(service, "versioned");

        Assert.That(appended, Is.EqualTo(("active", "")));
        Assert.That((status, reason), Is.EqualTo(("malfunctioned", reason)));
        Assert.That(reason, Does.Contain("not a .NET assembly"));
    }

    [Test]
    public async Task What_a_plugin_writes_while_it_is_loaded_is_no_part_of_a_document()
    {
        _plugins.Add("Talkative");
        using var service = await StartAsync();

        var call = (await _folder.CallAsync("plugins", "--plugins", _plugins.ListPath, "--json")).Expect(0);

        Assert.That(call.Output, Does.StartWith("{").And.Not.Contain("lamps"));
        Assert.That(call.Errors, Does.Contain("talkative: { \"warm\": true, \"lamps\": 3 }"));
        Assert.That(await StateAsync(service, "talkative"), Is.EqualTo(("active", "")));
    }

    [Test]
    public async Task A_plugin_that_cannot_be_unloaded_is_named_in_the_log()
    {
        var assembly = _plugins.Add("Lingering");
        using var service = await StartAsync();
        var experiment = _folder.WriteExperiment("experiment.json", 1);
        await service.SubmitAsync(_folder, experiment);

        File.SetLastWriteTimeUtc(assembly, DateTime.UtcNow.AddSeconds(1));
        await service.SubmitAsync(_folder, experiment);

        Assert.That(service.Lines, Has.Some.Contains("plugin lingering was unloaded and is still in memory"));
    }

    [Test]
    public async Task A_plugin_that_ends_three_jobs_in_a_row_is_refused_until_it_changes_or_is_given_another_chance()
    {
        var assembly = _plugins.Add("Faulty");
        using var service = await StartAsync();
        var (throwing, crashing, good) = (_folder.WriteExperiment("throwing.json", 2, PluginExperiment.Fault("forward")), _folder.WriteExperiment("crashing.json", 2, PluginExperiment.Fault("native")), _folder.WriteExperiment("good.json", 2, PluginExperiment.Fault("none")));

        async Task<JobState> RunAsync(string definition) => (await service.WaitAsync((await service.SubmitAsync(_folder, definition)).Id)).State;
        Assert.That(new[] { await RunAsync(throwing), await RunAsync(throwing), await RunAsync(good) }, Is.EqualTo(new[] { JobState.Failed, JobState.Failed, JobState.Succeeded }));
        Assert.That(new[] { await RunAsync(throwing), await RunAsync(crashing), await RunAsync(throwing) }, Is.All.EqualTo(JobState.Failed), "a success in between begins anew");

        var refused = Assert.ThrowsAsync<JobClientException>(() => service.SubmitAsync(_folder, good))!;
        Assert.That(refused.Message, Does.Contain("plugin 'faulty': 3 jobs in a row ended in its code").And.Contain("retry").And.Contain("the shutter is stuck"));
        var (status, reason) = await StateAsync(service, "faulty");
        Assert.That((status, reason.Contains("3 jobs in a row", StringComparison.Ordinal)), Is.EqualTo(("malfunctioned", true)));

        using (var retry = await service.Http.PostAsync(new Uri("api/v1/plugins/faulty/retry", UriKind.Relative), null))
        {
            Assert.That((int)retry.StatusCode, Is.EqualTo(204));
        }

        Assert.That(await StateAsync(service, "faulty"), Is.EqualTo(("active", "")));
        Assert.That(await RunAsync(good), Is.EqualTo(JobState.Succeeded));
        for (var times = 0; times < 3; times++)
        {
            Assert.That(await RunAsync(throwing), Is.EqualTo(JobState.Failed));
        }

        Assert.ThrowsAsync<JobClientException>(() => service.SubmitAsync(_folder, good));
        File.AppendAllText(assembly, " ");
        Assert.That(await RunAsync(good), Is.EqualTo(JobState.Succeeded), "other files, another plugin");
        Assert.That(await service.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task A_plan_that_never_ends_is_refused_with_the_plugin_that_makes_it()
    {
        _plugins.Add("FaultyPlans");
        using var service = await StartAsync(("Node__CheckWithin", "3"));

        Assert.That(Refusal(service, "endless"), Does.Contain("took longer than 3 s, while planning 'bad' (component 'faulty-plans' of the plugin 'faultyplans')"));
        Assert.That(await service.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task A_plan_that_overflows_the_stack_or_throws_again_and_again_names_the_plugin()
    {
        _plugins.Add("FaultyPlans");
        using var service = await StartAsync();

        Assert.That(Refusal(service, "overflows"), Does.Contain("ended the process that checked it, while planning 'bad' (component 'faulty-plans' of the plugin 'faultyplans')"));
        for (var times = 0; times < 3; times++)
        {
            Assert.That(Refusal(service, null), Does.Contain("threw while planning 'bad'"));
        }

        Assert.That(await StateAsync(service, "faultyplans"), Is.EqualTo(("active", "")), "one definition, however often it comes");
        for (var iterations = 2; iterations < 4; iterations++)
        {
            Assert.That(Refusal(service, null, iterations), Does.Contain("threw while planning 'bad'"));
        }

        var (status, reason) = await StateAsync(service, "faultyplans");
        Assert.That((status, reason.Contains("threw 3 times in a row", StringComparison.Ordinal)), Is.EqualTo(("malfunctioned", true)), reason);
        Assert.That(service.Lines, Has.Some.Contains("plugin faultyplans: its code threw 3 times in a row"));
        Assert.That(Refusal(service, "works"), Does.Contain("Plugin 'faultyplans' is Malfunctioned"));
    }

    private async Task<ServiceProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        _plugins.ListOwn();
        _plugins.WriteList();
        var service = new ServiceProcess(_folder, "service", [("Node__Threads", "1"), .. settings]) { Program = ProgramCopy.Make(_plugins.Root) };
        await service.StartAsync();
        return service;
    }

    private string Refusal(ServiceProcess service, string? option, int iterations = 1) => Assert.ThrowsAsync<JobClientException>(() =>
        service.SubmitAsync(_folder, _folder.WriteExperiment("experiment.json", iterations, new JsonObject { ["name"] = "bad", ["id"] = "faulty-plans", [option ?? "works"] = option is not null })))!.Message;

    private static string[] Lines(string log, string part) => [.. log.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(part, StringComparison.Ordinal)).Distinct()];

    private static async Task<(string Status, string Reason)> StateAsync(ServiceProcess service, string id)
    {
        var plugin = JsonNode.Parse(await service.ReadAsync("api/v1/plugins"))!["plugins"]!.AsArray().Single(plugin => (string)plugin!["id"]! == id)!;
        return ((string)plugin["status"]!, (string)plugin["reason"]!);
    }
}

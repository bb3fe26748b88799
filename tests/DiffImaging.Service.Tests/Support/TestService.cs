using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Scheduling;
using DiffImaging.Service.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DiffImaging.Service.Tests.Support;

/// <summary>A service in the test's own process; its jobs are the stub's.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public static readonly JobCommand Stub = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "JobStub.dll")]);

    private readonly WebApplication _app;

    private TestService(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/") };
    }

    public HttpClient Http { get; }

    public JobQueue Queue => _app.Services.GetRequiredService<JobQueue>();

    public JobRunner Runner => _app.Services.GetRequiredService<JobRunner>();

    public IJobStore Jobs => _app.Services.GetRequiredService<IJobStore>();

    /// <summary>Starts one in a folder; settings as <c>node:jobs</c>.</summary>
    public static Task<TestService> StartAsync(string folder, params (string Key, string Value)[] settings) => StartAsync(folder, null, null, settings);

    /// <summary>Starts one of which parts are others.</summary>
    public static Task<TestService> StartAsync(string folder, Action<IServiceCollection> change, params (string Key, string Value)[] settings) => StartAsync(folder, null, change, settings);

    /// <summary>Starts one with what a program adds.</summary>
    public static Task<TestService> StartAsync(string folder, IServicePart part, params (string Key, string Value)[] settings) => StartAsync(folder, part, null, settings);

    private static async Task<TestService> StartAsync(string folder, IServicePart? part, Action<IServiceCollection>? change, (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["node:jobs"] = "2", ["node:checkpointEvery"] = "0.2", ["store:silence"] = "3", ["node:freeSpace"] = "0" };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var app = await ServiceHost.CreateAsync(new DataFolder(folder), "http://127.0.0.1:0", Stub, all, part, change);
        await app.StartAsync();
        return new TestService(app);
    }

    /// <summary>An experiment as the stub knows it.</summary>
    public static JsonObject Experiment(int iterations = 1, int pause = 0) => new() { ["stub"] = new JsonObject { ["iterations"] = iterations, ["pause"] = pause } };

    public async Task<string> SubmitAsync(JsonObject definition, string query = "")
    {
        using var answer = await Http.PostAsync(new Uri("api/v1/jobs" + query, UriKind.Relative), Json(definition.ToJsonString()));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), text);
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    public async Task<JsonObject> FindAsync(string id) => (await Http.GetFromJsonAsync<JsonObject>(new Uri($"api/v1/jobs/{id}", UriKind.Relative)))!;

    public async Task<IReadOnlyList<JsonObject>> ListAsync(string query = "") =>
        [.. ((JsonArray)(await Http.GetFromJsonAsync<JsonObject>(new Uri("api/v1/jobs" + query, UriKind.Relative)))!["jobs"]!).OfType<JsonObject>()];

    public async Task<JsonObject> WaitAsync(string id, params string[] states)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var job = await FindAsync(id);
            var state = (string)job["state"]!;
            if (states.Contains(state) || (states.Length == 0 && state is "succeeded" or "failed" or "cancelled"))
            {
                return job;
            }

            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(2)), $"it stays {state}");
            await Task.Delay(50);
        }
    }

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content = null) => Http.PostAsync(new Uri(path, UriKind.Relative), content);

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(path, UriKind.Relative));

    public Task<string> ReadAsync(string path) => Http.GetStringAsync(new Uri(path, UriKind.Relative));

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Tests.Service;

/// <summary>What the log of a service says, and what it never says.</summary>
[TestFixture]
[Platform(Include = "Linux,MacOsX", Reason = "another process cannot be asked to stop on Windows")]
public sealed class LogTests : IDisposable
{
    private const string Password = "kX9vQw7Lr2";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Every_line_about_a_job_has_the_job_as_a_field()
    {
        using var service = new ServiceProcess(_folder, "service", ("Telemetry__Logs", "json"), ("Node__Threads", "1"));
        await service.StartAsync();
        var id = await SubmitAsync(service);
        await WaitAsync(service, id);

        // A folder in the place of a file: the API fails about this job.
        File.Delete(_folder[$"service/jobs/{id}/log.txt"]);
        Directory.CreateDirectory(_folder[$"service/jobs/{id}/log.txt"]);
        using var failed = await service.Http.GetAsync(new Uri($"api/v1/jobs/{id}/log", UriKind.Relative));
        Assert.That((int)failed.StatusCode, Is.EqualTo(500));
        await service.StopAsync();

        // The program's own words to whoever starts and stops it.
        Assert.That(service.Lines.Where(line => !line.StartsWith('{')), Has.All.Match("^(listening on|stopping after) "));
        var lines = service.Lines.Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!).ToList();
        var about = lines.Where(line => line.ToJsonString().Contains(id, StringComparison.Ordinal)).ToList();
        Assert.That(about.Select(line => (string?)line["Message"]), Has.Some.Contains("starts, attempt 1").And.Some.Contains("Succeeded").And.Some.Contains($"GET /api/v1/jobs/{id}/log failed"));
        Assert.That(about.Where(line => Field(line, "Job") != id).Select(line => line.ToJsonString()), Is.Empty);
        Assert.That(about.Where(line => ((string)line["Category"]!).EndsWith("JobRunner", StringComparison.Ordinal)).Select(line => Field(line, "Attempt")), Has.All.EqualTo("1"));
    }

    [Test]
    public async Task A_key_is_in_no_log()
    {
        var key = (await _folder.CallAsync("keys", "add", "somebody", "--role", "administer", "--data", _folder["service"])).Expect(0).Output.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("di_", StringComparison.Ordinal));
        var secret = key.Split('_', 3)[2];
        using var service = new ServiceProcess(_folder, "service", ("Security__RequireKeys", "true"), ("Node__Threads", "1"), ("Logging__LogLevel__Default", "Trace"), ("Telemetry__Logs", "json"));
        await service.StartAsync();
        var port = service.Http.BaseAddress!.Port;
        service.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var id = await SubmitAsync(service);
        await WaitAsync(service, id);
        service.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key + "x");
        Assert.That((int)(await service.Http.GetAsync(new Uri("api/v1/jobs", UriKind.Relative))).StatusCode, Is.EqualTo(401));
        service.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", key);
        Assert.That((int)(await service.Http.GetAsync(new Uri("api/v1/jobs", UriKind.Relative))).StatusCode, Is.EqualTo(401));
        var answers = new List<string>();
        foreach (var request in new[]
        {
            $"GET /api/v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\0\r\n\r\n",
            $"GET /api/v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization Bearer {key}\r\n\r\n",
            $"GET /api/v1/jobs HTTP/9\r\nAuthorization: Bearer {key}\r\n\r\n",
            $"{key}\r\n\r\n",
            $"POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
        })
        {
            answers.Add(await SendAsync(port, request));
        }

        Assert.That(await service.StopAsync(), Is.Zero);

        Assert.That(answers, Has.All.StartsWith("HTTP/1.1 4").Or.All.Empty);
        Assert.That(service.Lines, Has.Count.GreaterThan(20), "nothing was logged: this shows nothing");
        Assert.That(service.Lines.Where(line => line.Contains(secret, StringComparison.Ordinal)), Is.Empty);
        Assert.That(File.ReadAllText(_folder[$"service/jobs/{id}/log.txt"]), Does.Not.Contain(secret).And.Contain("attempt 1"));
    }

    [TestCase("Host=127.0.0.1;Port=1;Username=somebody;Password=" + Password, "the database cannot do its work")]
    [TestCase("Host=127.0.0.1;Port=" + Password + ";Password=" + Password, "Store:Connection: found no connection string")]
    [TestCase("Password=" + Password, "Store:Connection: found no connection string")]
    [TestCase("Host=127.0.0.1;" + Password, "Store:Connection: found no connection string")]
    [TestCase("postgres://somebody:" + Password + "@127.0.0.1/jobs", "Store:Connection: found no connection string")]
    public async Task A_password_of_the_database_is_in_no_log(string connection, string expected)
    {
        _folder.Environment["DIFFIMAGING_SERVICE_Store__Kind"] = "postgres";
        _folder.Environment["DIFFIMAGING_SERVICE_Store__Connection"] = connection;
        _folder.Environment["DIFFIMAGING_SERVICE_Logging__LogLevel__Default"] = "Trace";
        using var process = _folder.Start("serve", "--data", _folder["service"], "--urls", "http://127.0.0.1:0");
        var said = new StringBuilder();
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(string? line)
        {
            lock (said)
            {
                said.AppendLine(line);
                if (said.ToString().Contains(expected, StringComparison.Ordinal))
                {
                    known.TrySetResult();
                }
            }
        }

        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(known.Task, process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(60)));
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();

        Assert.That(said.ToString(), Does.Contain(expected).And.Not.Contain(Password));
    }

    private async Task<string> SubmitAsync(ServiceProcess service)
    {
        var simulation = _folder.Write("simulation.json", TinyExperiment.Simulation());
        var definition = TinyExperiment.Definition("");
        definition["data"] = new JsonObject { ["simulation"] = simulation };
        definition["schedule"] = TinyExperiment.Schedule(2)["schedule"]!.DeepClone();
        return (await service.Client.SubmitAsync(definition, new Dictionary<string, string> { [simulation] = _folder[simulation] }, new Dictionary<string, string?>(), CancellationToken.None)).Id;
    }

    private static async Task WaitAsync(ServiceProcess service, string id)
    {
        for (var clock = Stopwatch.StartNew(); !(await service.Client.FindAsync(id, CancellationToken.None)).State.IsFinal(); await Task.Delay(100))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(5)));
        }
    }

    // Of the state of the line itself, or of what it was logged within.
    private static string? Field(JsonNode line, string name) =>
        ((line["Scopes"] as JsonArray) ?? []).Append(line["State"]).Select(part => (part as JsonObject)?[name]?.ToString()).FirstOrDefault(value => value is not null);

    private static async Task<string> SendAsync(int port, string request)
    {
        using var client = new TcpClient("127.0.0.1", port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (IOException)
        {
            return "";
        }
    }
}

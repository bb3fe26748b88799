using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Api;

/// <summary>What the program says of itself is handed on, and whether the service can work is told to everybody.</summary>
[TestFixture]
public sealed class ComponentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TestService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await TestService.StartAsync(_folder.Path, ("node:jobs", "0"));

    [OneTimeTearDown]
    public Task Stop() => _service.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    [TestCase("plugins", "plugins --json")]
    [TestCase("components", "describe --json")]
    [TestCase("schema", "schema")]
    [TestCase("components/angular-spectrum", "describe angular-spectrum --json")]
    [TestCase("components/talkative", "describe talkative --json")]
    public async Task The_program_is_asked(string path, string call)
    {
        Assert.That((await _service.ReadAsync($"api/v1/{path}")).Trim(), Is.EqualTo($"{{\"asked\":\"{call}\"}}"));
        Assert.That((await _service.ReadAsync($"api/v1/{path}")).Trim(), Is.EqualTo($"{{\"asked\":\"{call}\"}}"));
    }

    [TestCase("nothing")]
    [TestCase("--plugins")]
    [TestCase("a b")]
    [TestCase("a%2Fb")]
    [TestCase("..%2F..")]
    public async Task What_has_no_name_here_is_missing(string id) =>
        Assert.That((int)(await _service.GetAsync($"api/v1/components/{id}")).StatusCode, Is.EqualTo(404));

    [Test]
    public async Task The_calls_are_described()
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(await _service.ReadAsync("api/v1/openapi.json"))!;
        var paths = document["paths"]!.AsObject();

        Assert.That((string?)document["openapi"], Does.StartWith("3."));
        Assert.That(paths.Select(path => path.Key), Is.SupersetOf(new[] { "/api/v1/jobs", "/api/v1/jobs/{id}", "/api/v1/jobs/{id}/events", "/api/v1/jobs/{id}/result", "/api/v1/plugins" }));
        var undescribed = paths.Where(path => path.Key.StartsWith("/api/v1/jobs", StringComparison.Ordinal))
            .SelectMany(path => path.Value!.AsObject().Where(call => call.Value!["summary"] is null).Select(call => $"{call.Key} {path.Key}"));
        Assert.That(undescribed, Is.Empty);
        Assert.That(paths["/api/v1/jobs"]!["post"]!["requestBody"]!["content"]!.AsObject().Select(content => content.Key), Is.EquivalentTo(new[] { "application/json", "multipart/form-data" }));
    }

    [Test]
    public async Task A_service_that_can_work_is_ready() => Assert.That((int)(await _service.GetAsync("health/ready")).StatusCode, Is.EqualTo(200));

    [Test]
    public async Task A_service_without_its_database_lives_and_is_not_ready()
    {
        using var database = DiffImaging.Tests.PostgresServer.Require();
        await using var service = await TestService.StartAsync(_folder["postgres"], ("store:kind", "postgres"), ("store:connection", database.Connection), ("node:jobs", "0"));
        Assert.That((int)(await service.GetAsync("health/ready")).StatusCode, Is.EqualTo(200));

        database.Stop();
        Assert.That(((int)(await service.GetAsync("health/ready")).StatusCode, (int)(await service.GetAsync("health/live")).StatusCode), Is.EqualTo((503, 200)));

        database.Start();
        Assert.That((int)(await service.GetAsync("health/ready")).StatusCode, Is.EqualTo(200));
    }
}

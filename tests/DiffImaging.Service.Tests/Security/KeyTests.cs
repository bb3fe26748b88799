using System.Text.Json.Nodes;
using DiffImaging.Service.Security;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Security;

/// <summary>Who may do what.</summary>
[TestFixture]
public sealed class KeyTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private TestService _service = null!;
    private IApiKeyStore _keys = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _keys = await ApiKeys.OpenAsync(new DataFolder(_folder.Path), Never);
        await _keys.AddAsync("first", ApiRole.Administer, Never);
        _service = await TestService.StartAsync(_folder.Path, ("security:requireKeys", "true"), ("node:jobs", "0"));
    }

    [OneTimeTearDown]
    public Task Stop() => _service.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    [TestCase(null, 401, 401, 401)]
    [TestCase(ApiRole.Read, 200, 403, 403)]
    [TestCase(ApiRole.Submit, 200, 201, 403)]
    [TestCase(ApiRole.Administer, 200, 201, 404)]
    public async Task A_role_allows_what_it_says(ApiRole? role, int read, int submit, int delete)
    {
        var key = role is { } given ? (await _keys.AddAsync("somebody", given, Never)).Text : null;

        Assert.That(await AskAsync(HttpMethod.Get, "api/v1/jobs", key), Is.EqualTo(read));
        Assert.That(await AskAsync(HttpMethod.Post, "api/v1/jobs", key, TestService.Experiment()), Is.EqualTo(submit));
        Assert.That(await AskAsync(HttpMethod.Delete, "api/v1/jobs/01a22a7c5d7170acb5abce99f00e8308", key), Is.EqualTo(delete));
        Assert.That(await AskAsync(HttpMethod.Get, "health/live", key), Is.EqualTo(200));
    }

    [Test]
    public async Task A_key_that_is_wrong_or_taken_back_is_refused()
    {
        var (key, text) = await _keys.AddAsync("somebody", ApiRole.Read, Never);
        foreach (var wrong in new[] { "", "nonsense", text[..^1], text + "x", $"di_{key.Id}_", $"di_{key.Id}_{new string('A', 43)}", $"di__{text.Split('_')[2]}", new string('x', 10_000) })
        {
            Assert.That(await AskAsync(HttpMethod.Get, "api/v1/jobs", wrong), Is.EqualTo(401), wrong.Length > 80 ? wrong[..80] : wrong);
        }

        Assert.That(await AskAsync(HttpMethod.Get, "api/v1/jobs", text), Is.EqualTo(200));
        Assert.That(await _keys.TryRemoveAsync(key.Id, Never));
        Assert.That(await AskAsync(HttpMethod.Get, "api/v1/jobs", text), Is.EqualTo(401));
    }

    [Test]
    public async Task The_secret_is_kept_nowhere()
    {
        var (key, text) = await _keys.AddAsync("somebody", ApiRole.Read, Never);
        await AskAsync(HttpMethod.Get, "api/v1/jobs", text);
        var secret = text.Split('_', 3)[2];

        var holding = Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "service.lock" && Holds(file, secret));

        Assert.That(holding, Is.Empty);
        Assert.That((await _keys.ListAsync(Never)).Single(one => one.Id == key.Id), Is.EqualTo(key));
    }

    [Test]
    public async Task A_service_that_can_be_reached_from_elsewhere_does_not_start_without_a_key()
    {
        using var folder = new TemporaryFolder();
        using var data = new DataFolder(folder.Path);

        Assert.ThrowsAsync(Is.InstanceOf<IOException>().And.Message.Contains("diffimaging keys add"), async () => await ServiceHost.CreateAsync(data, "http://0.0.0.0:0", new("none", [])));
        await Task.CompletedTask;
    }

    [TestCase("http://localhost:5080", false)]
    [TestCase("http://127.0.0.1:0;http://[::1]:5080", false)]
    [TestCase("http://127.0.0.1:1;http://192.168.0.2:1", true)]
    [TestCase("http://+:5080", true)]
    [TestCase("http://*:5080", true)]
    [TestCase("http://0.0.0.0:5080", true)]
    [TestCase("http://[::]:5080", true)]
    [TestCase("http://localhost.example.org", true)]
    [TestCase("http://unix:/tmp/socket", true)]
    public void What_can_be_reached_from_elsewhere_asks_for_keys(string urls, bool required) =>
        Assert.That(KeyRequirement.Of(urls, always: false).IsRequired, Is.EqualTo(required));

    private async Task<int> AskAsync(HttpMethod method, string path, string? key, JsonObject? content = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        request.Content = content is null ? null : TestService.Json(content.ToJsonString());
        using var answer = await _service.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static bool Holds(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
    }
}

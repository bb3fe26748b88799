using System.Text.Json.Nodes;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Api;

/// <summary>Native code of a plugin writes to standard output where answers are expected.</summary>
[TestFixture]
public sealed class StrayOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TestService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await TestService.StartAsync(_folder.Path, ("node:jobs", "0"));

    [OneTimeTearDown]
    public Task Stop() => _service.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    [TestCase("debug: lens ready")]
    [TestCase("")]
    [TestCase("{ half of something")]
    [TestCase("{\"valid\":true,\"findings\":[]}")]
    [TestCase("{\"id\":0,\"valid\":true,\"findings\":[]}")]
    [TestCase("{\"id\":\"1\",\"id\":2}")]
    public async Task Every_definition_gets_its_own_verdict(string stray)
    {
        foreach (var (mistake, status) in new[] { ((string?)null, 201), ("the first.", 422), (null, 201), ("the second.", 422) })
        {
            var definition = new JsonObject { ["stub"] = new JsonObject { ["stray"] = new JsonArray(stray), ["mistake"] = mistake } };
            using var answer = await _service.PostAsync("api/v1/jobs", TestService.Json(definition.ToJsonString()));

            var text = await answer.Content.ReadAsStringAsync();
            Assert.That((int)answer.StatusCode, Is.EqualTo(status), text);
            Assert.That(text, Does.Contain(mistake ?? "queued"));
        }
    }

    [Test]
    public async Task An_answer_that_cannot_be_read_is_told_and_the_next_is_its_own()
    {
        foreach (var (memory, status) in new[] { ("\"much\"", 422), ("1000", 201) })
        {
            using var answer = await _service.PostAsync("api/v1/jobs", TestService.Json($"{{\"stub\":{{\"memory\":{memory}}}}}"));

            Assert.That((int)answer.StatusCode, Is.EqualTo(status), await answer.Content.ReadAsStringAsync());
        }
    }
}

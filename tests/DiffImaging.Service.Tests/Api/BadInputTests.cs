using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Api;

/// <summary>What is wrong is refused with a problem document, and leaves nothing behind.</summary>
[TestFixture]
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TestService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await TestService.StartAsync(_folder.Path, ("node:jobs", "0"), ("uploads:largestRequest", "200000"), ("uploads:largestDefinition", "100000"), ("uploads:mostFiles", "5"));

    [OneTimeTearDown]
    public Task Stop() => _service.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<TestCaseData> WrongDefinitions()
    {
        TestCaseData Case(string name, string text, int status = 400) => new TestCaseData(text, status).SetArgDisplayNames(name);
        yield return Case("empty", "");
        yield return Case("space", "   ");
        yield return Case("half", "{\"stub\": {");
        yield return Case("two values", "{} {}");
        yield return Case("no JSON", "hello");
        yield return Case("a control character", "{\"stub\": \"\u0001\"}");
        yield return Case("key twice", "{\"stub\": {}, \"stub\": {}}");
        yield return Case("key twice inside", "{\"stub\": {\"a\": 1, \"a\": 2}}");
        yield return Case("too deep", string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000));
        yield return Case("too deep a list", "{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}");
        yield return Case("too long", "{\"a\": \"" + new string('x', 150_000) + "\"}", 413);
        yield return Case("much too long", "{\"a\": \"" + new string('x', 300_000) + "\"}", 413);
        yield return Case("a mistake", "{\"stub\": {\"mistake\": \"found 3, expected 4.\"}}", 422);
        yield return Case("ends the inspector", "{\"stub\": {\"crash\": true}}", 422);
        yield return Case("nothing in it", "{}", 422);
        foreach (var value in new[] { "null", "true", "1", "1e999", "-0", "\"text\"", "[]", "[{}]" })
        {
            yield return Case($"value {value}", value);
        }
    }

    [TestCaseSource(nameof(WrongDefinitions))]
    public async Task A_wrong_definition(string text, int status)
    {
        using var answer = await _service.PostAsync("api/v1/jobs", TestService.Json(text));

        await ExpectAsync(answer, status);
    }

    [Test]
    public async Task A_mistake_is_told_with_its_place()
    {
        using var answer = await _service.PostAsync("api/v1/jobs", TestService.Json("{\"stub\": {\"mistake\": \"found 3, expected 4.\"}}"));

        var problem = await ExpectAsync(answer, 422);
        Assert.That(problem["findings"]!.ToJsonString(), Is.EqualTo("""[{"path":"stub:mistake","message":"found 3, expected 4."}]"""));
    }

    [Test]
    public async Task Bytes_that_are_no_text()
    {
        var chance = new Random(1);
        for (var trial = 0; trial < 60; trial++)
        {
            var bytes = new byte[chance.Next(1, 2000)];
            chance.NextBytes(bytes);
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _service.PostAsync("api/v1/jobs", content);
            await ExpectAsync(answer, 400);
        }
    }

    [Test]
    public async Task A_definition_with_one_character_changed_is_refused_or_another_definition()
    {
        var chance = new Random(2);
        var text = TestService.Experiment(iterations: 3).ToJsonString();
        var refused = 0;
        for (var trial = 0; trial < 120; trial++)
        {
            var changed = new StringBuilder(text) { [chance.Next(text.Length)] = "{}[]\",:x0 \\\0"[chance.Next(12)] }.ToString();
            using var answer = await _service.PostAsync("api/v1/jobs", TestService.Json(changed));
            if (!answer.IsSuccessStatusCode)
            {
                refused++;
                Assert.That((await ExpectAsync(answer, null))["status"]!.GetValue<int>(), Is.EqualTo(400).Or.EqualTo(422), changed);
            }
        }

        Assert.That(refused, Is.GreaterThan(60));
    }

    [TestCase("text/plain", 415)]
    [TestCase("application/xml", 415)]
    [TestCase("application/octet-stream", 415)]
    [TestCase("application/x-www-form-urlencoded", 415)]
    [TestCase("multipart/mixed; boundary=x", 415)]
    [TestCase("multipart/form-data", 400)]
    [TestCase("multipart/form-data; boundary=", 400)]
    [TestCase("nonsense", 415)]
    public async Task A_wrong_type(string type, int status)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await _service.PostAsync("api/v1/jobs", content);

        await ExpectAsync(answer, status);
    }

    [Test]
    public async Task No_content_at_all()
    {
        using var answer = await _service.PostAsync("api/v1/jobs");

        await ExpectAsync(answer, 415);
    }

    [TestCase("?priority=urgent")]
    [TestCase("?priority=9")]
    [TestCase("?priority=-1")]
    [TestCase("?timeLimit=soon")]
    [TestCase("?timeLimit=0")]
    [TestCase("?timeLimit=-1")]
    [TestCase("?timeLimit=NaN")]
    [TestCase("?timeLimit=1e300")]
    [TestCase("?name=a%00b")]
    [TestCase("?name=%0A")]
    public async Task A_wrong_query(string query)
    {
        using var answer = await _service.PostAsync("api/v1/jobs" + query, TestService.Json(TestService.Experiment().ToJsonString()));

        await ExpectAsync(answer, 400);
    }

    [TestCase("../escape.tif")]
    [TestCase("a/../../escape.tif")]
    [TestCase("/etc/passwd")]
    [TestCase("C:/windows.tif")]
    [TestCase("..\\escape.tif")]
    [TestCase("a//b.tif")]
    [TestCase("./a.tif")]
    [TestCase("a/.")]
    [TestCase(".hidden")]
    [TestCase("a.tif ")]
    [TestCase("a.tif.")]
    [TestCase("nul")]
    [TestCase("COM1.tif")]
    [TestCase("lpt9")]
    [TestCase("a\0b")]
    [TestCase("a\nb")]
    [TestCase("a<b")]
    [TestCase("a|b")]
    [TestCase("a:b")]
    [TestCase("a*.tif")]
    [TestCase("$HOME")]
    [TestCase("experiment.json")]
    [TestCase("EXPERIMENT.JSON")]
    [TestCase("a/b/c/d/e/f/g.tif")]
    public async Task A_wrong_name_of_a_file(string name)
    {
        using var form = Form(TestService.Experiment().ToJsonString(), (name, "x"));
        using var answer = await _service.PostAsync("api/v1/jobs", form);

        await ExpectAsync(answer, 400);
    }

    [Test]
    public async Task Files_of_the_same_name_and_files_in_a_file()
    {
        foreach (var (first, second) in new[] { ("a.tif", "a.tif"), ("a.tif", "A.TIF"), ("a", "a/b"), ("a/b", "a"), ("a/b", "A") })
        {
            using var form = Form(TestService.Experiment().ToJsonString(), (first, "x"), (second, "x"));
            using var answer = await _service.PostAsync("api/v1/jobs", form);
            await ExpectAsync(answer, 400);
        }
    }

    [Test]
    public async Task Too_many_files_and_too_much_in_one()
    {
        using var many = Form(TestService.Experiment().ToJsonString(), [.. Enumerable.Range(0, 6).Select(number => ($"{number}.tif", "x"))]);
        using var large = Form(TestService.Experiment().ToJsonString(), ("large.tif", new string('x', 300_000)));
        using var answer = await _service.PostAsync("api/v1/jobs", many);
        using var other = await _service.PostAsync("api/v1/jobs", large);

        await ExpectAsync(answer, 413);
        await ExpectAsync(other, 413);
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    [TestCase("zstd")]
    [TestCase("identity, gzip")]
    [TestCase("nonsense")]
    public async Task A_compressed_body_is_not_unpacked(string coding)
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await zip.WriteAsync(new byte[50_000_000]);
        }

        using var json = new ByteArrayContent(packed.ToArray());
        json.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var form = Form(TestService.Experiment().ToJsonString());
        foreach (HttpContent content in new HttpContent[] { json, form })
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
            using var answer = await _service.PostAsync("api/v1/jobs", content);
            var problem = await ExpectAsync(answer, 415);
            Assert.That((string?)problem["detail"], Does.StartWith("Content-Encoding: found '"));
        }
    }

    [Test]
    public async Task A_form_without_a_definition_with_two_and_one_that_ends_early()
    {
        using var none = Form(null, ("a.tif", "x"));
        using var two = Form("{}", []);
        two.Add(new StringContent("{}"), "definition");
        using var early = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"definition\"\r\n\r\n{\"stub\": {}}"u8.ToArray());
        early.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        foreach (HttpContent content in new HttpContent[] { none, two, early })
        {
            using var answer = await _service.PostAsync("api/v1/jobs", content);
            await ExpectAsync(answer, 400);
        }
    }

    [TestCase("")]
    [TestCase("/events")]
    [TestCase("/log")]
    [TestCase("/result")]
    [TestCase("/result/result.json")]
    [TestCase("/result/..%2F..%2F..%2Fetc%2Fpasswd")]
    [TestCase("/definition")]
    public async Task An_id_that_is_none(string path)
    {
        foreach (var id in new[] { "0", "..", "%2e%2e", "01a22a7c5d7170acb5abce99f00e8308", "01A22A7C5D7170ACB5ABCE99F00E8308", new string('0', 5000), "a%00b", "%27%20OR%201=1" })
        {
            using var answer = await _service.GetAsync($"api/v1/jobs/{id}{path}");
            Assert.That((int)answer.StatusCode, Is.InRange(400, 499), id);
        }
    }

    [TestCase("limit=0")]
    [TestCase("limit=501")]
    [TestCase("limit=many")]
    [TestCase("state=lost")]
    [TestCase("state=1")]
    [TestCase("state=")]
    [TestCase("before=yesterday")]
    [TestCase("parent=a-batch")]
    [TestCase("parent=../../etc")]
    [TestCase("after=%00")]
    public async Task A_wrong_filter(string query)
    {
        using var answer = await _service.GetAsync($"api/v1/jobs?{query}");

        await ExpectAsync(answer, 400);
    }

    [TestCase("../../../../etc/passwd")]
    [TestCase("..%2f..%2fdiffimaging.db")]
    [TestCase("../checkpoint")]
    [TestCase("%2e%2e/inputs/a.tif")]
    [TestCase("/etc/passwd")]
    [TestCase("nothing.json")]
    public async Task A_file_that_is_not_of_the_result(string file)
    {
        var id = await _service.SubmitAsync(TestService.Experiment());
        using var answer = await _service.GetAsync($"api/v1/jobs/{id}/result/{file}");

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
    }

    [TearDown]
    public async Task Nothing_is_left_and_the_service_lives()
    {
        var jobs = (await _service.Jobs.ListAsync(new DiffImaging.Service.Jobs.JobQuery { Limit = 1000 }, CancellationToken.None)).Select(job => job.Id).ToHashSet();
        var folders = Directory.Exists(_folder["jobs"]) ? Directory.GetDirectories(_folder["jobs"]).Select(Path.GetFileName) : [];
        Assert.That(folders.Where(folder => !jobs.Contains(folder!)), Is.Empty, "inputs without a job");
        Assert.That(_folder.LeftInWork, Is.Empty);
        Assert.That(File.Exists(Path.Combine(Path.GetDirectoryName(_folder.Path)!, "escape.tif")), Is.False);
        Assert.That((int)(await _service.GetAsync("health/live")).StatusCode, Is.EqualTo(200));
    }

    private static MultipartFormDataContent Form(string? definition, params (string Name, string Content)[] files)
    {
        var form = new MultipartFormDataContent();
        if (definition is not null)
        {
            form.Add(TestService.Json(definition), "definition");
        }

        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", Uri.EscapeDataString(name));
        }

        return form;
    }

    private static async Task<JsonNode> ExpectAsync(HttpResponseMessage answer, int? status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, status is { } expected ? Is.EqualTo(expected) : Is.InRange(400, 499), text);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), text);
        var problem = JsonNode.Parse(text)!;
        Assert.That((string?)problem["detail"], Is.Not.Null.And.Not.Empty);
        Assert.That(text, Does.Not.Contain("   at "), "no stack trace");
        return problem;
    }
}

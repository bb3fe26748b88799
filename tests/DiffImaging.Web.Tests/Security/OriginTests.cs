using System.Net;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Web.Tests.Security;

/// <summary>What pages of other sites make a browser send, and what browsers are told about ours.</summary>
[TestFixture]
public sealed class OriginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private TestService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await TestService.StartAsync(_folder.Path, new PagePart(), ("node:jobs", "1"));

    [OneTimeTearDown]
    public Task Stop() => _service.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    [TestCase("POST", "/api/v1/jobs", "Origin", "https://elsewhere.example", HttpStatusCode.Forbidden)]
    [TestCase("POST", "/api/v1/jobs", "Origin", "null", HttpStatusCode.Forbidden)]
    [TestCase("POST", "/api/v1/jobs", "Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [TestCase("GET", "/api/v1/jobs", "Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [TestCase("POST", "/_blazor/negotiate", "Origin", "https://elsewhere.example", HttpStatusCode.Forbidden)]
    [TestCase("GET", "/api/v1/jobs", "Host", "elsewhere.example", HttpStatusCode.Forbidden)]
    [TestCase("GET", "/", "Host", "127.0.0.1.elsewhere.example", HttpStatusCode.Forbidden)]
    [TestCase("GET", "/api/v1/jobs", "Host", "localhost:80", HttpStatusCode.OK)]
    [TestCase("GET", "/api/v1/jobs", "Host", "[::1]:80", HttpStatusCode.OK)]
    [TestCase("GET", "/", "Sec-Fetch-Site", "none", HttpStatusCode.OK)]
    [TestCase("GET", "/api/v1/jobs", "Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    public async Task A_page_of_another_site_reaches_nothing(string method, string address, string header, string value, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, UriKind.Relative));
        request.Headers.Add(header, value);

        using var answer = await _service.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Our_own_address_may_submit_and_a_link_from_elsewhere_may_lead_here()
    {
        using var submission = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/jobs", UriKind.Relative)) { Content = TestService.Json(TestService.Experiment().ToJsonString()) };
        submission.Headers.Add("Origin", _service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var link = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        link.Headers.Add("Sec-Fetch-Site", "cross-site");
        link.Headers.Add("Sec-Fetch-Mode", "navigate");
        link.Headers.Add("Sec-Fetch-Dest", "document");

        Assert.That((await _service.Http.SendAsync(submission)).StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await _service.Http.SendAsync(link)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Scripts_come_from_the_program_only_and_files_of_jobs_may_do_nothing()
    {
        var id = await _service.SubmitAsync(TestService.Experiment());
        await _service.WaitAsync(id);

        using var page = await _service.GetAsync("/");
        using var file = await _service.GetAsync($"/jobs/{id}/result/result.json");

        Assert.That(Policy(page), Does.Contain("script-src 'self';").And.Contain("frame-ancestors 'none'"));
        Assert.That(Policy(file), Does.StartWith("sandbox;"));
        Assert.That(file.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task People_are_shown_a_page_where_there_is_nothing_and_programs_a_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/nowhere", UriKind.Relative));
        request.Headers.Add("Accept", "text/html");

        using var people = await _service.Http.SendAsync(request);
        using var programs = await _service.GetAsync("/api/v1/nowhere");

        Assert.That((people.StatusCode, people.Content.Headers.ContentType!.MediaType), Is.EqualTo((HttpStatusCode.NotFound, "text/html")));
        Assert.That(await people.Content.ReadAsStringAsync(), Does.Contain("There is nothing here"));
        Assert.That((programs.StatusCode, programs.Content.Headers.ContentType!.MediaType), Is.EqualTo((HttpStatusCode.NotFound, "application/problem+json")));
    }

    private static string Policy(HttpResponseMessage answer) => string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
}

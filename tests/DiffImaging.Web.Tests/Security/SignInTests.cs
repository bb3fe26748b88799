using System.Net;
using DiffImaging.Service.Security;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Web.Tests.Security;

/// <summary>Who gets in, and what their cookie is good for.</summary>
[TestFixture]
public sealed class SignInTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private TestService _service = null!;
    private IApiKeyStore _keys = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _keys = await ApiKeys.OpenAsync(new DiffImaging.Service.DataFolder(_folder.Path), Never);
        await _keys.AddAsync("first", ApiRole.Administer, Never);
        _service = await TestService.StartAsync(_folder.Path, new PagePart(), ("security:requireKeys", "true"), ("node:jobs", "0"));
    }

    [OneTimeTearDown]
    public Task Stop() => _service.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    [TestCase("/")]
    [TestCase("/new")]
    [TestCase("/plugins")]
    [TestCase("/jobs/01a22a7c5d7170acb5abce99f00e8308")]
    [TestCase("/jobs/01a22a7c5d7170acb5abce99f00e8308/result")]
    public async Task Who_has_not_signed_in_is_sent_to_sign_in(string address)
    {
        using var browser = new Visitor(_service.Http.BaseAddress!);

        using var answer = await browser.GetAsync(address);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(answer.Headers.Location!.ToString(), Does.Contain("/sign-in?to="));
    }

    [Test]
    public async Task Who_has_not_signed_in_gets_no_live_page()
    {
        using var answer = await _service.PostAsync("/_blazor/negotiate?negotiateVersion=1");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_form_without_its_token_is_refused()
    {
        var (_, key) = await _keys.AddAsync("somebody", ApiRole.Submit, Never);
        using var browser = new Visitor(_service.Http.BaseAddress!);
        await browser.ReadAsync("/sign-in");

        using var forged = await browser.PostAsync("/sign-in", ("_handler", "in"), ("key", key));

        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(browser.Cookie("diffimaging"), Is.Null);
    }

    [Test]
    public async Task A_key_signs_in_by_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        using var browser = await SignInAsync(ApiRole.Read);

        Assert.That(browser.SetCookies.Single(cookie => cookie.StartsWith("diffimaging=", StringComparison.Ordinal)), Does.Contain("httponly").And.Contain("samesite=strict"));
        Assert.That(await browser.ReadAsync("/"), Does.Contain("Jobs"));
    }

    [Test]
    public async Task A_wrong_key_is_said_so()
    {
        using var browser = new Visitor(_service.Http.BaseAddress!);

        using var answer = await browser.SendFormAsync("in", ("key", "di_nobody_knows"));

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("not known"));
        Assert.That(browser.Cookie("diffimaging"), Is.Null);
    }

    [Test]
    public async Task The_cookie_counts_for_the_page_and_not_for_the_API()
    {
        using var browser = await SignInAsync(ApiRole.Administer);

        using var submitted = await browser.Http.PostAsync(new Uri("/api/v1/jobs", UriKind.Relative), TestService.Json(TestService.Experiment().ToJsonString()));
        using var listed = await browser.GetAsync("/api/v1/jobs");

        Assert.That((submitted.StatusCode, listed.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task A_key_that_is_taken_back_ends_what_its_cookie_allows()
    {
        using var browser = await SignInAsync(ApiRole.Read);
        Assert.That((await browser.GetAsync("/")).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        await _keys.TryRemoveAsync((await _keys.ListAsync(Never))[^1].Id, Never);

        Assert.That((await browser.GetAsync("/")).StatusCode, Is.EqualTo(HttpStatusCode.Found));
    }

    [TestCase("https://elsewhere.example/", "/")]
    [TestCase("//elsewhere.example/", "/")]
    [TestCase("/\\elsewhere.example/", "/")]
    [TestCase("/plugins", "/plugins")]
    public async Task Signing_in_leads_to_an_address_of_this_service_only(string to, string expected)
    {
        var (_, key) = await _keys.AddAsync("somebody", ApiRole.Read, Never);
        using var browser = new Visitor(_service.Http.BaseAddress!);

        using var answer = await browser.SendFormAsync("in", $"/sign-in?to={Uri.EscapeDataString(to)}", ("key", key));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(new Uri(_service.Http.BaseAddress!, answer.Headers.Location!).PathAndQuery, Is.EqualTo(expected));
        Assert.That(new Uri(_service.Http.BaseAddress!, answer.Headers.Location!).Host, Is.EqualTo("127.0.0.1"));
    }

    [TestCase(ApiRole.Read, false)]
    [TestCase(ApiRole.Submit, true)]
    public async Task Who_may_only_read_is_offered_nothing_else(ApiRole role, bool maySubmit)
    {
        using var browser = await SignInAsync(role);

        Assert.That((await browser.ReadAsync("/")).Contains("href=\"/new\"", StringComparison.Ordinal), Is.EqualTo(maySubmit));
        Assert.That((await browser.GetAsync("/new")).StatusCode, Is.EqualTo(maySubmit ? HttpStatusCode.OK : HttpStatusCode.Found));
    }

    private async Task<Visitor> SignInAsync(ApiRole role)
    {
        var (_, key) = await _keys.AddAsync($"{role}", role, Never);
        var browser = new Visitor(_service.Http.BaseAddress!);
        using var answer = await browser.SendFormAsync("in", ("key", key));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found), await answer.Content.ReadAsStringAsync());
        return browser;
    }
}

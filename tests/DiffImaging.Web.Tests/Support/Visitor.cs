using System.Net;
using System.Text.RegularExpressions;

namespace DiffImaging.Web.Tests;

/// <summary>A browser without a face: it keeps cookies and sends forms with their tokens.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClientHandler _handler;

    public Visitor(Uri address)
    {
        _handler = new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false };
        Http = new HttpClient(_handler) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <summary>The cookies that the last answer set, as it wrote them.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public string? Cookie(string name) => _cookies.GetCookies(Http.BaseAddress!)[name]?.Value;

    public Task<HttpResponseMessage> GetAsync(string address) => Http.GetAsync(new Uri(address, UriKind.Relative));

    public Task<string> ReadAsync(string address) => Http.GetStringAsync(new Uri(address, UriKind.Relative));

    public async Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var answer = await Http.PostAsync(new Uri(address, UriKind.Relative), form);
        SetCookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        return answer;
    }

    public Task<HttpResponseMessage> SendFormAsync(string form, params (string Name, string Value)[] fields) => SendFormAsync(form, "/sign-in", fields);

    /// <summary>Sends a form of a page, with the token that stands in it.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(string form, string address, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await ReadAsync(address)).Groups["value"].Value;
        return await PostAsync(address, [("_handler", form), ("__RequestVerificationToken", token), .. fields]);
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<value>[^"]+)""")]
    private static partial Regex Token();
}

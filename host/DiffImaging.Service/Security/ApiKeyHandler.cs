using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Security;

/// <summary>Knows who asks by the key in <c>Authorization: Bearer …</c>. Where no key is required, whoever reaches the loopback address may do everything.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IApiKeyStore keys, KeyRequirement requirement)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var sent = Request.Headers.Authorization.ToString();
        if (sent.Length == 0)
        {
            return requirement.IsRequired ? AuthenticateResult.NoResult() : Ticket("local", ApiRole.Administer);
        }

        var key = sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? await keys.FindAsync(sent[Bearer.Length..].Trim(), Context.RequestAborted) : null;
        return key is null ? AuthenticateResult.Fail("The key is not known.") : Ticket(key.Name, key.Role);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(StatusCodes.Status401Unauthorized, "A key is needed.", "Send it as 'Authorization: Bearer KEY'; 'diffimaging keys add' makes one.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        WriteAsync(StatusCodes.Status403Forbidden, "The key does not allow it.", $"Its role is {Context.User.FindFirstValue(ClaimTypes.Role)?.ToLowerInvariant() ?? "none"}; ask for one with more.");

    private Task WriteAsync(int status, string title, string detail)
    {
        Response.StatusCode = status;
        return Response.WriteAsJsonAsync(new Microsoft.AspNetCore.Mvc.ProblemDetails { Status = status, Title = title, Detail = detail }, options: null, "application/problem+json");
    }

    private static AuthenticateResult Ticket(string name, ApiRole role) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(ApiIdentity.Of(name, role, SchemeName)), SchemeName));
}

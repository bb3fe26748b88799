using DiffImaging.Service.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace DiffImaging.Web.Security;

/// <summary>Ends what a cookie allows when its key is taken back.</summary>
internal sealed class PageCookieEvents(IApiKeyStore keys) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Principal is null || !await KeyHolder.IsKnownAsync(context.Principal, keys, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(PageSecurity.Cookie);
        }
    }
}

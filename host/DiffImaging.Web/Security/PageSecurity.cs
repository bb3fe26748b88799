using DiffImaging.Service;
using DiffImaging.Service.Security;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DiffImaging.Web.Security;

/// <summary>Who sees the page: whoever reaches loopback where no key is required, else who has signed in with a key.</summary>
/// <remarks>The cookie counts for the page's addresses only. The API goes by the key in each call, which no foreign page can make a browser send.</remarks>
internal static class PageSecurity
{
    /// <summary>The scheme of the page's addresses.</summary>
    public const string Scheme = "Page";

    /// <summary>The scheme of those who have signed in.</summary>
    public const string Cookie = "PageCookie";

    public static void AddPageSecurity(this IServiceCollection services, DataFolder data)
    {
        services.AddAuthentication()
            .AddPolicyScheme(Scheme, null, policy => policy.ForwardDefaultSelector = context =>
                context.RequestServices.GetRequiredService<KeyRequirement>().IsRequired ? Cookie : ApiKeyHandler.SchemeName)
            .AddCookie(Cookie, Configure);
        services.AddScoped<PageCookieEvents>();
        services.AddCascadingAuthenticationState().AddScoped<AuthenticationStateProvider, SignedInState>();
        services.AddAntiforgery(tokens => Protect(tokens.Cookie, "diffimaging-form"));

        // A restart of the service signs nobody out. That the folder is closed to others is enough, and no warning at the first start.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddDataProtection().SetApplicationName("DiffImaging").PersistKeysToFileSystem(new DirectoryInfo(PrivateFolder.Create(Path.Combine(data.Path, "page-keys"))));
        var authorization = services.AddAuthorizationBuilder();
        foreach (var role in Enum.GetValues<ApiRole>())
        {
            authorization.AddPolicy(PagePolicies.Of(role), policy => policy.AddAuthenticationSchemes(Scheme).RequireRole(role.ToString()));
        }
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        (cookie.LoginPath, cookie.AccessDeniedPath, cookie.ReturnUrlParameter) = (PageAddresses.SignIn, PageAddresses.SignIn, "to");
        (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (TimeSpan.FromHours(12), true);
        cookie.EventsType = typeof(PageCookieEvents);
        Protect(cookie.Cookie, "diffimaging");
    }

    private static void Protect(CookieBuilder cookie, string name) =>
        (cookie.Name, cookie.HttpOnly, cookie.SameSite, cookie.SecurePolicy) = (name, true, SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest);
}

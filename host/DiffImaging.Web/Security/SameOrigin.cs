using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DiffImaging.Web.Security;

/// <summary>Refuses what a browser sends on behalf of another site: on loopback, where no key is needed, any page that somebody has open could submit jobs.</summary>
internal static class SameOrigin
{
    public static void UseSameOrigin(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsForeign(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("This comes from a page of another site, and is not taken.");
            return;
        }

        await next(context);
    });

    // A link from elsewhere may lead here; nothing else may. Programs that are no browsers send no such headers.
    private static bool IsForeign(HttpRequest request)
    {
        var isLink = HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && !isLink)
        {
            return true;
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !isLink && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}

using System.Net;
using DiffImaging.Service.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DiffImaging.Web.Security;

/// <summary>Refuses what a browser sends on behalf of another site: on loopback, where no key is needed, any page that somebody has open could submit jobs.</summary>
internal static class SameOrigin
{
    public static void UseSameOrigin(this IApplicationBuilder app)
    {
        var isOpen = !app.ApplicationServices.GetRequiredService<KeyRequirement>().IsRequired;
        app.Use(async (context, next) =>
        {
            var problem = IsForeign(context.Request) ? "This comes from a page of another site, and is not taken."
                : isOpen && !IsLoopback(context.Request.Host.Host) ? "Without keys this service is asked as localhost only; behind a proxy it needs them, by the setting security:requireKeys."
                : null;
            if (problem is null)
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsJsonAsync(
                new Microsoft.AspNetCore.Mvc.ProblemDetails { Status = StatusCodes.Status403Forbidden, Title = "It is not taken.", Detail = problem }, options: null, "application/problem+json");
        });
    }

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

    // A name of somebody else's can be made to mean this machine: a page from there would be at home here.
    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DiffImaging.Web.Security;

/// <summary>What browsers are told not to do with what they get.</summary>
internal static class PageHeaders
{
    // The component library positions and sizes by style attributes; scripts come from the program only.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    // A report holds texts out of somebody's definition.
    private const string Sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

    public static void UsePageHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = Policy;
        return next(context);
    });

    /// <summary>For files of jobs: they are looked at, and may do nothing.</summary>
    public static ValueTask<object?> SandboxAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.ContentSecurityPolicy = Sandbox;
        return next(context);
    }
}

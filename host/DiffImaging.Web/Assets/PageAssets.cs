using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace DiffImaging.Web.Assets;

/// <summary>Styles, scripts and fonts, out of this assembly: a browser asks for nothing from elsewhere.</summary>
internal static class PageAssets
{
    private static readonly string[] Folders = ["/_framework", "/_content", "/page"];

    /// <summary>Makes texts small on their way; they are the same for everybody, so that their size tells nothing.</summary>
    public static void AddPageAssets(this IServiceCollection services) => services.AddResponseCompression(compression =>
    {
        compression.EnableForHttps = true;
        compression.MimeTypes = ["text/css", "text/javascript"];
        compression.Providers.Add<GzipCompressionProvider>();
    });

    /// <summary>Serves them to whoever asks, before it is known who that is: the page for signing in needs them too.</summary>
    public static void UsePageAssets(this IApplicationBuilder app) => app.UseWhen(
        context => Folders.Any(folder => context.Request.Path.StartsWithSegments(folder, StringComparison.Ordinal)),
        assets => assets.UseResponseCompression().UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new ManifestEmbeddedFileProvider(typeof(PageAssets).Assembly, "wwwroot"),

            // The next version of the program has the same names: browsers ask whether what they have is still right.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        }));
}

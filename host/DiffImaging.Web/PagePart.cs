using DiffImaging.Service;
using DiffImaging.Service.Api;
using DiffImaging.Web.Assets;
using DiffImaging.Web.Components;
using DiffImaging.Web.Courses;
using DiffImaging.Web.Drafts;
using DiffImaging.Web.Forms;
using DiffImaging.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace DiffImaging.Web;

/// <summary>The page of a service, for people: it uses the service's own parts, and says and checks what the API does.</summary>
public sealed class PagePart : IServicePart
{
    /// <inheritdoc />
    public void AddServices(IServiceCollection services, DataFolder data)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddSingleton<CourseFiles>().AddSingleton<TemplateDrafts>().AddSingleton<IFormSource, DescribedForms>();
        services.AddPageAssets();
        services.AddPageSecurity(data);
    }

    /// <inheritdoc />
    public void Use(WebApplication app)
    {
        app.UseSameOrigin();
        app.UsePageAssets();
        app.UseWhen(IsForPeople, page => page.UseStatusCodePagesWithReExecute(PageAddresses.NotFound));
    }

    /// <inheritdoc />
    public void Map(WebApplication app)
    {
        app.UsePageHeaders();
        app.UseAntiforgery();
        JobEndpoints.MapFiles(app.MapGroup(PageAddresses.Jobs).RequireAuthorization(PagePolicies.Read).AddEndpointFilter(PageHeaders.SandboxAsync).ExcludeFromDescription());
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization(PagePolicies.Read);
    }

    // A browser that goes to an address is shown a page where there is nothing; programs get problem documents.
    private static bool IsForPeople(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
}

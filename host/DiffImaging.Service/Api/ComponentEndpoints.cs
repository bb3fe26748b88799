using DiffImaging.Service.Inspection;
using DiffImaging.Service.Plugins;
using DiffImaging.Service.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DiffImaging.Service.Api;

/// <summary>The plugins of this node with their states, and the components that definitions are made of.</summary>
internal static class ComponentEndpoints
{
    private const int LongestId = 100;

    public static void MapComponents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").RequireAuthorization(nameof(ApiRole.Read)).WithTags("components");
        group.MapGet("/plugins", (ProgramDocuments program) => ReadAsync(program, "plugins", "--json")).WithSummary("The plugins of this node, with state and reason.");
        group.MapPost("/plugins/{id}/retry", RetryAsync).RequireAuthorization(nameof(ApiRole.Administer)).WithSummary("Use a plugin again that was given up, and load all plugins anew for checking definitions.");
        group.MapGet("/components", (ProgramDocuments program) => ReadAsync(program, "describe", "--json")).WithSummary("The components that definitions are made of.");
        group.MapGet("/components/{id}", (string id, ProgramDocuments program) => ReadAsync(program, "describe", Checked(id), "--json")).WithSummary("A component's options, with units, ranges and defaults.");
        group.MapGet("/schema", (ProgramDocuments program) => ReadAsync(program, "schema")).WithSummary("The JSON Schema of definitions, as this node understands them.");
    }

    private static async Task<ContentHttpResult> ReadAsync(ProgramDocuments program, params string[] arguments) =>
        TypedResults.Text(await program.ReadAsync(arguments) ?? throw Problem.Missing("Nothing has this name; /api/v1/components lists what there is."), "application/json");

    private static async Task<NoContent> RetryAsync(string id, PluginConduct conduct, IDefinitionInspector inspector)
    {
        conduct.Forget(Checked(id));
        await inspector.RenewAsync();
        return TypedResults.NoContent();
    }

    private static string Checked(string id) =>
        id.Length <= LongestId && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && !id.StartsWith('-')
            ? id
            : throw Problem.Missing("Nothing has this name; names are letters, digits and '-'.");
}

using DiffImaging.Service.Nodes;
using DiffImaging.Service.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DiffImaging.Service.Api;

/// <summary>The machines that share the work.</summary>
internal static class NodeEndpoints
{
    public static void MapNodes(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/nodes", ListAsync).RequireAuthorization(nameof(ApiRole.Read)).WithTags("nodes").WithSummary("The nodes that were seen within a day: jobs at once, memory limit, sign of life.");

    private static async Task<Ok<IReadOnlyList<Node>>> ListAsync(INodeStore nodes, CancellationToken cancellation) => TypedResults.Ok(await nodes.ListAsync(cancellation));
}

using Microsoft.AspNetCore.Http;

namespace DiffImaging.Service.Api;

/// <summary>Says what to do where a request came to no call of ours.</summary>
internal static class RoutingProblems
{
    /// <summary>Adds it to a problem document that says nothing of its own.</summary>
    public static void Explain(ProblemDetailsContext context) => context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
    {
        StatusCodes.Status404NotFound => "Nothing is at this address; /api/v1/openapi.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => "This address is not asked in this way; /api/v1/openapi.json lists how.",
        StatusCodes.Status415UnsupportedMediaType => "Expected application/json, or multipart/form-data with a part 'definition'.",
        _ => "The request is not one that this service takes; /api/v1/openapi.json lists those.",
    };
}

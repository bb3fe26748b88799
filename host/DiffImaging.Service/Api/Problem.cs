using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace DiffImaging.Service.Api;

/// <summary>A request that cannot be done, as a problem document.</summary>
internal sealed class Problem(int status, string title, string detail, params IReadOnlyList<ProblemFinding> findings) : Exception(detail)
{
    public static Problem Bad(string detail, params IReadOnlyList<ProblemFinding> findings) => new(StatusCodes.Status400BadRequest, "The request is wrong.", detail, findings);

    public static Problem Invalid(string detail, params IReadOnlyList<ProblemFinding> findings) =>
        new(StatusCodes.Status422UnprocessableEntity, "The definition is wrong.", detail, findings);

    public static Problem NoJob(string id) => new(StatusCodes.Status404NotFound, "There is no such job.", $"No job has the id '{(id.Length > 64 ? id[..64] + "…" : id)}'.");

    public static Problem Missing(string detail) => new(StatusCodes.Status404NotFound, "There is no such thing.", detail);

    public static Problem Conflict(string detail) => new(StatusCodes.Status409Conflict, "The job's state does not allow it.", detail);

    public static Problem TooLarge(string detail) => new(StatusCodes.Status413PayloadTooLarge, "The request is too large.", detail);

    public static Problem WrongType(string detail) => new(StatusCodes.Status415UnsupportedMediaType, "The content has a type that is not taken.", detail);

    public static Problem NoSpace() => new(StatusCodes.Status507InsufficientStorage, "The disk is full.", "The service has no space to keep it, and nothing of it is kept. Send it again later; whoever runs the service has to make room.");

    /// <summary>The mistakes, each with its place; empty where there are none.</summary>
    public IReadOnlyList<ProblemFinding> Findings => findings;

    public ProblemDetails Details
    {
        get
        {
            var details = new ProblemDetails { Status = status, Title = title, Detail = Message };
            if (findings.Count > 0)
            {
                details.Extensions["findings"] = findings;
            }

            return details;
        }
    }
}

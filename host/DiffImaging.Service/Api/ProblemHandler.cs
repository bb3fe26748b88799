using DiffImaging.Service.Files;
using DiffImaging.Service.Operations;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DiffImaging.Service.Api;

/// <summary>Answers what was thrown with a problem document.</summary>
internal sealed partial class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    private const int GenericIo = unchecked((int)0x80131620);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        using var scope = JobLogScope.Of(logger, httpContext);
        var problem = exception switch
        {
            Problem known => known,
            _ when FullDisk.Is(exception) => Full(httpContext.Request, exception),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge("the request is larger than this service takes."),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } wrong => Problem.WrongType(wrong.Message),
            BadHttpRequestException bad => Problem.Bad(bad.Message),

            Files.JobFilesException files => new Problem(StatusCodes.Status503ServiceUnavailable, "The files of jobs cannot be reached.", files.Message),
            Inspection.InspectionException inspection => new Problem(StatusCodes.Status503ServiceUnavailable, "The plugins do not answer.", inspection.Message),

            // A form that ends early, has a header that is too long, or no end at all. A full disk has a number of its own and is no fault of the form.
            InvalidDataException or FormatException or IOException { HResult: GenericIo } when httpContext.Request.HasFormContentType => Problem.Bad($"the form cannot be read: {exception.Message}"),
            _ => null,
        };
        if (problem is null)
        {
            LogFailed(exception, httpContext.Request.Method, httpContext.Request.Path);
            problem = new Problem(StatusCodes.Status500InternalServerError, "The service failed.", "Its log has more.");
        }

        var details = problem.Details;
        httpContext.Response.StatusCode = details.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = details });
    }

    private Problem Full(HttpRequest request, Exception exception)
    {
        LogFull(request.Method, request.Path, exception.Message);
        return Problem.NoSpace();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} is refused, the disk is full: {Reason}")]
    private partial void LogFull(string method, string path, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFailed(Exception exception, string method, string path);
}

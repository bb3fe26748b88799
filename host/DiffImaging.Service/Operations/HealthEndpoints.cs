using System.Data.Common;
using DiffImaging.Service.Storage;
using DiffImaging.Service.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DiffImaging.Service.Operations;

/// <summary>Whether the service lives, and whether it can work: for supervisors and load balancers, which have no key.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok()).AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> ReadyAsync(IDatabase database, DataFolder data, NodeSpace space, CancellationToken cancellation)
    {
        var problem = await CheckDatabaseAsync(database, cancellation) ?? CheckFolder(data) ?? space.Missing();
        return problem is null ? Results.Ok() : Results.Problem(problem, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The service cannot work now.");
    }

    private static async Task<string?> CheckDatabaseAsync(IDatabase database, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Longest);
        try
        {
            await using var connection = await database.OpenAsync(limit.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(limit.Token);
            return null;
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException or IOException)
        {
            return "The database does not answer.";
        }
    }

    private static string? CheckFolder(DataFolder data)
    {
        try
        {
            Directory.CreateDirectory(data.Work);
            using var probe = new FileStream(
                Path.Combine(data.Work, $"probe-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            probe.Write(new byte[4096]);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "Nothing can be written into the data folder.";
        }
    }
}

using System.Data.Common;
using DiffImaging.Service.Files;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DiffImaging.Service.Storage;

/// <summary>Asks a database again where it was away, so that a restart of it costs time and nothing else.</summary>
/// <param name="longest">Time after which the fault is told.</param>
/// <param name="logger">Is told of every fault.</param>
internal sealed partial class Patience(TimeSpan longest, ILogger<Patience> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Asks until there is an answer.</summary>
    /// <param name="ask">What may be asked twice: the answer to the first may have been lost with the connection.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="waitsForSpace">Whether a full disk is waited for too; people are told at once.</param>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation, bool waitsForSpace = false)
    {
        var (start, pause) = (TimeProvider.System.GetTimestamp(), FirstPause);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (DbException exception) when ((FullDisk.Is(exception) ? waitsForSpace : IsTransient(exception)) && TimeProvider.System.GetElapsedTime(start) < longest)
            {
                LogAway(exception.Message);
            }

            await Task.Delay(pause, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // Npgsql does not count a server that starts or stops among what may pass.
    private static bool IsTransient(DbException exception) =>
        exception.IsTransient || exception is PostgresException { SqlState: "57P01" or "57P02" or "57P03" } or SqliteException { SqliteErrorCode: 5 or 6 };

    [LoggerMessage(Level = LogLevel.Warning, Message = "the database cannot do its work: {Reason}; asking again")]
    private partial void LogAway(string reason);
}

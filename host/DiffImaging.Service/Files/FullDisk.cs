using Microsoft.Data.Sqlite;
using Npgsql;

namespace DiffImaging.Service.Files;

/// <summary>Knows a disk that is full, whoever met it: it passes, and is no fault of what was to be written.</summary>
internal static class FullDisk
{
    private const int SqliteFull = 13;

    // What SQLite says where its shared memory or journal cannot grow.
    private const int SqliteWriteFailed = 778;
    private const int SqliteMemoryNotGrown = 4874;

    // Where .NET reserves the space of a file before it writes, it keeps no number but that of any error of files, and is not translated.
    private const int Generic = unchecked((int)0x80131620);
    private const string NoReserve = "because the disk was full.";

    // ENOSPC, and the EDQUOT of the system; ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED.
    private static readonly int[] Codes = [28, OperatingSystem.IsMacOS() ? 69 : 122, unchecked((int)0x80070027), unchecked((int)0x80070070), unchecked((int)0x8007050F)];

    /// <summary>Whether a full disk, or a used-up quota, is behind it.</summary>
    public static bool Is(Exception? exception) => exception switch
    {
        null => false,
        FullDiskException => true,
        IOException when Codes.Contains(exception.HResult) => true,
        IOException { HResult: Generic } when exception.Message.EndsWith(NoReserve, StringComparison.Ordinal) => true,
        SqliteException { SqliteErrorCode: SqliteFull } or SqliteException { SqliteExtendedErrorCode: SqliteWriteFailed or SqliteMemoryNotGrown } => true,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => true,
        AggregateException several => several.InnerExceptions.Any(Is),
        _ => Is(exception.InnerException),
    };
}

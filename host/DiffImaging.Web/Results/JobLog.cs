using System.Text;
using DiffImaging.Service.Files;

namespace DiffImaging.Web.Results;

/// <summary>What the process of a job has said.</summary>
internal static class JobLog
{
    private const int Longest = 1 << 16;

    /// <summary>Its end; null where it has said nothing.</summary>
    public static async Task<string?> ReadAsync(IJobFiles files, string job, CancellationToken cancellation)
    {
        await using var stored = await files.OpenAsync(job, JobKeys.Log, cancellation);
        if (stored is null)
        {
            return null;
        }

        stored.Seek(-Math.Min(Longest, stored.Length), SeekOrigin.End);
        using var reader = new StreamReader(stored, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }
}

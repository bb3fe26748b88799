using System.Globalization;
using System.Text.Json.Nodes;

namespace DiffImaging.Service.Inspection;

/// <summary>What a run is expected to hold, as the program that runs it says.</summary>
/// <param name="Bytes">All together.</param>
/// <param name="Parts">By what takes it.</param>
internal sealed record MemoryNeed(long Bytes, IReadOnlyList<(string Name, long Bytes)> Parts)
{
    private const string Total = "total";

    /// <summary>Reads the object <c>memory</c> of an answer; null where there is none.</summary>
    public static MemoryNeed? Read(JsonNode? memory) => memory is JsonObject parts && parts[Total] is { } total
        ? new MemoryNeed((long)total, [.. parts.Where(part => part.Key != Total).Select(part => (part.Key, (long)part.Value!))])
        : null;

    /// <inheritdoc />
    public override string ToString() =>
        $"about {Gigabytes(Bytes)} GB{(Parts.Count == 0 ? "" : $" ({string.Join(", ", Parts.Select(part => $"{part.Name} {Gigabytes(part.Bytes)}"))})")}";

    /// <summary>Bytes in units of 10⁹.</summary>
    public static string Gigabytes(long bytes) => (bytes / 1e9).ToString("0.0#", CultureInfo.InvariantCulture);
}

using System.Text;
using System.Text.Json.Nodes;

namespace DiffImaging.Service.Plugins;

/// <summary>Where the program's plugins lie: what it says of them holds as long as nothing there changes.</summary>
/// <param name="List">The list of plugins.</param>
/// <param name="Folders">The folders of the plugins.</param>
internal sealed record PluginPlaces(string List, IReadOnlyList<string> Folders)
{
    private static readonly EnumerationOptions EveryFile = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    /// <summary>Reads them out of the answer to <c>plugins --json</c>; null where it does not say.</summary>
    public static PluginPlaces? Read(string? document) => document is not null && JsonNode.Parse(document) is JsonObject program && (string?)program["list"] is { } list
        ? new PluginPlaces(list, [.. (program["plugins"] as JsonArray ?? []).Select(plugin => Path.GetDirectoryName((string?)plugin!["assembly"])).OfType<string>().Where(folder => folder.Length > 0).Distinct()])
        : null;

    /// <summary>Names, lengths and dates of all files there, and the latest of the dates.</summary>
    public (string Stamp, DateTime Latest) Look()
    {
        var (stamp, latest) = (new StringBuilder(), DateTime.MinValue);
        foreach (var file in Folders.Where(Directory.Exists).SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", EveryFile)).Append(new FileInfo(List)).Where(file => file.Exists).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            stamp.Append(file.FullName).Append(FormattableString.Invariant($" {file.Length} {file.LastWriteTimeUtc.Ticks}\n"));
            latest = file.LastWriteTimeUtc > latest ? file.LastWriteTimeUtc : latest;
        }

        return (stamp.ToString(), latest);
    }
}

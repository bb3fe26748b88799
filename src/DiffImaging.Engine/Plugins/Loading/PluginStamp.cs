using System.Text;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>Names, lengths and dates of files: what tells cheaply that one of them has changed.</summary>
internal static class PluginStamp
{
    /// <summary>The stamp of a list.</summary>
    public static string OfList(string path) => Of(new FileInfo(path));

    /// <summary>The stamp of the folder of a plugin's assembly, without symbols and documentation.</summary>
    public static string OfFolder(string assembly)
    {
        if (!File.Exists(assembly))
        {
            return "";
        }

        var stamp = new StringBuilder();
        foreach (var file in new DirectoryInfo(Path.GetDirectoryName(assembly)!).EnumerateFiles("*", PluginPins.EveryFile).Where(file => PluginPins.Counts(file.Name)).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            stamp.Append(file.FullName).Append(Of(file)).Append('\n');
        }

        return stamp.ToString();
    }

    private static string Of(FileInfo file) => file.Exists ? FormattableString.Invariant($" {file.Length} {file.LastWriteTimeUtc.Ticks}") : " missing";
}

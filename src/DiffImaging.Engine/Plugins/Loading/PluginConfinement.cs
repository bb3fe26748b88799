using DiffImaging.Engine.Files;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>The rule of a confined list: its plugins lie below its folder.</summary>
internal static class PluginConfinement
{
    private static readonly StringComparison Comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Where a plugin's assembly really is, if that is not below a folder; null where it is.</summary>
    /// <param name="assembly">Full path of the assembly; links on its way are followed.</param>
    /// <param name="folder">Full path of the list's folder.</param>
    public static string? Outside(string assembly, string folder) =>
        RealPath.Of(assembly) is var real && IsBelow(real, RealPath.Of(folder)) ? null : real;

    /// <summary>Whether a path lies below a folder; links are not followed.</summary>
    public static bool IsBelow(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, Comparison);
}

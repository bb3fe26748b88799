using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace DiffImaging.Host.Diagnosis;

/// <summary>The C++ library of the system, whose age decides whether TorchSharp's native part loads as it is shipped.</summary>
internal static partial class CppLibrary
{
    private const string FileName = "libstdc++.so.6";

    /// <summary>What TorchSharp's native library asks for.</summary>
    private static readonly Version Asked = new(3, 4, 32);

    public static Check Look(bool torchLoads)
    {
        const string Name = "C++ library";
        if (!OperatingSystem.IsLinux())
        {
            return new Check(Name, CheckState.Ok, "comes with the packages on this system");
        }

        if (Path() is not { } path || Newest(path) is not { } newest)
        {
            return torchLoads
                ? new Check(Name, CheckState.Warn, $"{FileName} was not found, yet the tensor library loads")
                : new Check(Name, CheckState.Fail, $"{FileName} was not found", "Install it: libstdc++6 on Debian and Ubuntu, libstdc++ on Fedora and RHEL.");
        }

        var found = $"GLIBCXX_{newest} in {path}";
        return newest >= Asked ? new Check(Name, CheckState.Ok, found)
            : torchLoads ? new Check(Name, CheckState.Ok, $"{found}; TorchSharp asks for GLIBCXX_{Asked}, which this build made optional")
            : new Check(Name, CheckState.Fail, $"{found}; TorchSharp asks for GLIBCXX_{Asked}",
                "Build with 'dotnet build', which makes that need optional, or take a newer system (Ubuntu 24.04, Debian 13).");
    }

    // The runtime itself has the library in memory; its map tells which file that is.
    private static string? Path()
    {
        if (!NativeLibrary.TryLoad(FileName, out _))
        {
            return null;
        }

        return File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1]).FirstOrDefault(path => path.Contains("/libstdc++.so", StringComparison.Ordinal));
    }

    private static Version? Newest(string path) => SymbolVersion().Matches(System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path)))
        .Select(match => Version.Parse(match.Groups[1].Value))
        .DefaultIfEmpty()
        .Max();

    [GeneratedRegex(@"GLIBCXX_(\d+\.\d+(?:\.\d+)?)\0", RegexOptions.CultureInvariant)]
    private static partial Regex SymbolVersion();
}

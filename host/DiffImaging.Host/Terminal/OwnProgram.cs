using System.Diagnostics;

namespace DiffImaging.Host.Terminal;

/// <summary>This very program, for calls of it in processes of their own; where it was started as <c>dotnet diffimaging.dll</c>, so are they.</summary>
internal static class OwnProgram
{
    /// <summary>The executable file.</summary>
    public static string File => Environment.ProcessPath!;

    /// <summary>Arguments before the command.</summary>
    public static IReadOnlyList<string> Arguments =>
        Path.GetFileNameWithoutExtension(File) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "diffimaging.dll")] : [];

    /// <summary>Starts a call whose output is read here.</summary>
    public static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(File, Arguments.Concat(arguments))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        return Process.Start(start)!;
    }
}

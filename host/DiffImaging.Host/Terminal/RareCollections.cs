using System.Runtime.InteropServices;
using System.Text;

namespace DiffImaging.Host.Terminal;

/// <summary>Starts the program again in its own place, once, with a collector that runs seldom.</summary>
/// <remarks>TorchSharp makes an object with a finalizer for the number of every operation like x * 2, and does not keep it alive while the native operation reads it: a collection at
/// that moment frees the number under the operation, which fails with "Unknown scalar type" or worse. On small machines the youngest generation holds 2 MB, some thousand operations. With 64 MB the collections,
/// and such ends, are thirty times fewer. The runtime takes this setting from the environment only, and before it starts. Elsewhere than on Linux, and where the setting is given, nothing is done.</remarks>
internal static partial class RareCollections
{
    private const string Setting = "DOTNET_GCgen0size";
    private const string YoungestGeneration = "0x4000000";

    /// <summary>Replaces this process by the same call with the setting; returns where that is not possible or not needed.</summary>
    public static void StartAgain()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(Setting) is not null)
        {
            return;
        }

        try
        {
            string[] arguments = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).Split('\0')[..^1];
            var variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(pair => $"{pair.Key}={pair.Value}");
            _ = Execve("/proc/self/exe", [.. arguments, null], [.. variables, $"{Setting}={YoungestGeneration}", null]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException)
        {
            // The collector then runs as often as the runtime likes.
        }
    }

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execve(string path, string?[] arguments, string?[] environment);
}

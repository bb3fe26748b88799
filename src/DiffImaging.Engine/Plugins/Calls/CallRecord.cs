using System.Text;

namespace DiffImaging.Engine.Plugins.Calls;

/// <summary>What this process is calling in a plugin, in a file: it tells whose fault it was where nothing else can, after a stack overflow or a crash in native code.</summary>
/// <remarks>The first line of the file is a JSON object with <c>plugin</c>, <c>files</c>, <c>component</c>, <c>name</c> and <c>doing</c>; it is empty while no plugin is called, and stays where a plugin's exception ends the process.
/// A write costs about a microsecond. It is no mapped memory: on a full disk that would end the process.</remarks>
public sealed class CallRecord : IDisposable
{
    private static readonly byte[] Nothing = "\n"u8.ToArray();
    private static volatile CallRecord? _present;

    private readonly FileStream _file;

    private CallRecord(string path) => _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Keeps the record of this process in a file from now on.</summary>
    /// <param name="path">The file; it is overwritten.</param>
    public static CallRecord Open(string path) => _present = new CallRecord(path);

    /// <inheritdoc />
    public void Dispose()
    {
        _present = null;
        _file.Dispose();
    }

    internal static void Blame(ComponentUse use, string doing) => Write(use.Line(doing));

    internal static void Write(byte[]? line)
    {
        if (_present is not { } record)
        {
            return;
        }

        try
        {
            RandomAccess.Write(record._file.SafeFileHandle, line ?? Nothing, 0);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // A full disk costs the name of a plugin that crashes, not the run.
        }
    }

    internal static byte[] Line(System.Text.Json.Nodes.JsonObject call) => Encoding.UTF8.GetBytes(call.ToJsonString() + "\n");
}

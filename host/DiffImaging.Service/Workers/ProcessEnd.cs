using System.Diagnostics;

namespace DiffImaging.Service.Workers;

/// <summary>The end of a process that we have started.</summary>
internal static class ProcessEnd
{
    /// <summary>Ends it, and what it has started, at once; nothing where it has exited by itself.</summary>
    public static void End(this Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited by itself.
        }
    }
}

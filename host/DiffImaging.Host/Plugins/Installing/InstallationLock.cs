using DiffImaging.Engine.Plugins.Installing;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>Lets one process at a time change the lists of plugins in a folder, which share the folder <c>plugins/</c> beside them.</summary>
internal static class InstallationLock
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the lock.</summary>
    /// <param name="folder">The folder of the list.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="PluginInstallationException">Another process has had it for too long.</exception>
    public static async Task<IDisposable> TakeAsync(string folder, CancellationToken cancellation)
    {
        // The file stays: deleted, it would be another one for who waits.
        var path = Path.Combine(folder, ".plugins.lock");
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && waited < Longest)
            {
                await Task.Delay(Pause, cancellation);
            }
            catch (IOException exception) when (File.Exists(path))
            {
                throw new PluginInstallationException($"another process has been changing the plugins of {folder} for {Longest.TotalSeconds:0} s. Try again when it has ended.", exception);
            }
        }
    }
}

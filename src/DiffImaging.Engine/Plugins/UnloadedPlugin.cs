using System.Runtime.CompilerServices;

namespace DiffImaging.Engine.Plugins;

/// <summary>A plugin that was unloaded. Whether it is gone shows: it stays as long as anything holds a type, a method or an object of it.</summary>
/// <param name="Id">Id of the plugin.</param>
/// <param name="Context">Its load context.</param>
public sealed record UnloadedPlugin(string Id, WeakReference Context)
{
    // Seen to suffice after use of MEF and autograd; more only costs time.
    private const int MostCollections = 6;

    /// <summary>Whether nothing of it is left in memory.</summary>
    public bool IsGone => !Context.IsAlive;

    /// <summary>Collects, at most a few times, and tells which are not gone then.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<UnloadedPlugin> FindRemaining(IEnumerable<UnloadedPlugin> unloaded)
    {
        List<UnloadedPlugin> left = [.. unloaded.Where(plugin => !plugin.IsGone)];
        for (var collection = 0; collection < MostCollections && left.Count > 0; collection++)
        {
#pragma warning disable RS0030 // A context is unloaded by the collector only: without this nobody could tell whether it goes.
            GC.Collect();
#pragma warning restore RS0030
            GC.WaitForPendingFinalizers();
            left.RemoveAll(plugin => plugin.IsGone);
        }

        return left;
    }
}

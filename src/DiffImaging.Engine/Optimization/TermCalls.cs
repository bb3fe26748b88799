using DiffImaging.Engine.Plugins.Calls;

namespace DiffImaging.Engine.Optimization;

/// <summary>Calls of terms, which have a use where a plugin's component is behind them.</summary>
internal static class TermCalls
{
    /// <summary>Calls through the use, or directly where there is none.</summary>
    public static T Ask<T>(this ComponentUse? use, string doing, Func<T> call) => use is null ? call() : use.Call(doing, call);
}

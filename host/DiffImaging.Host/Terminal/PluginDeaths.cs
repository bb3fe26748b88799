using DiffImaging.Engine.Plugins.Calls;

namespace DiffImaging.Host.Terminal;

/// <summary>Names the plugin whose exception, in a thread that nobody waits for, ends the process.</summary>
internal static class PluginDeaths
{
    public static void Watch() => AppDomain.CurrentDomain.UnhandledException += (_, death) =>
    {
        if (death.ExceptionObject is Exception exception && PluginFault.Blame(exception) is { } plugin)
        {
            Console.Error.WriteLine($"error: the plugin '{plugin}' threw in a thread of its own, which ends the process: {PluginFault.Explain(exception)}");
            Console.Error.Flush();
        }
    };
}

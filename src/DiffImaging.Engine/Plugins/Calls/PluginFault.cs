using System.Composition.Hosting;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using DiffImaging.Engine.Plugins.Loading;

namespace DiffImaging.Engine.Plugins.Calls;

/// <summary>What went wrong in a plugin, in words, and which plugin it was.</summary>
public static class PluginFault
{
    /// <summary>Says what an exception of a plugin means.</summary>
    public static string Explain(Exception exception) => exception switch
    {
        PluginException { InnerException: { } inner } => Explain(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Explain(first),
        FileNotFoundException { FileName: { } name } => $"it needs '{name}', which is not in its folder",
        DllNotFoundException => $"a native library that it calls is neither in its folder nor on this system: {exception.Message.Split(". ")[0].TrimEnd()}",
        TargetInvocationException { InnerException: { } inner } => Explain(inner),
        TypeInitializationException { InnerException: { } inner } => Explain(inner),
        CompositionFailedException { InnerException: { } inner } => Explain(inner),
        BadImageFormatException => $"its assembly is not a .NET assembly: {exception.Message}",
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };

    /// <summary>Whether torch has found no memory, which is no plugin's fault: others may hold it.</summary>
    internal static bool IsLackOfMemory(Exception exception) => exception is ExternalException
        && (exception.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || exception.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase));

    /// <summary>The plugin that an exception comes from: that of the innermost of its calls which is a plugin's; null for none.</summary>
    public static string? PluginOf(Exception exception) => ContextOf(exception)?.Name;

    /// <summary>Notes the plugin that an exception comes from, where nobody else will: it ends the process.</summary>
    /// <returns>Its id; null for none.</returns>
    public static string? Blame(Exception exception)
    {
        if (ContextOf(exception) is { Name: { } plugin } context)
        {
            CallRecord.Blame(new ComponentUse(plugin, context.Fingerprint), "on a thread of its own");
            return plugin;
        }

        return null;
    }

    private static PluginContext? ContextOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            foreach (var frame in new StackTrace(exception).GetFrames())
            {
                if (frame.GetMethod()?.DeclaringType?.Assembly is { } assembly && AssemblyLoadContext.GetLoadContext(assembly) is PluginContext context)
                {
                    return context;
                }
            }
        }

        return null;
    }
}

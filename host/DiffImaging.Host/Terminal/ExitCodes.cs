using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Plugins.Installing;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Service;
using DiffImaging.Service.Files;
using DiffImaging.Service.Workers;

namespace DiffImaging.Host.Terminal;

/// <summary>The exit codes of every command, and how errors are shown.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The run failed.</summary>
    public const int Failed = 1;

    /// <summary>The configuration or the call is wrong.</summary>
    public const int Wrong = 2;

    /// <summary>The disk is full: nothing is wrong with the run itself, and its last checkpoint is whole.</summary>
    public const int NoSpace = JobExit.NoSpace;

    /// <summary>Runs a command and turns what it throws into one clear line for each mistake and an exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Explain(exception);
        }
    }

    /// <summary>Runs the body of a command likewise.</summary>
    public static int Guard(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Explain(exception);
        }
    }

    private static int Explain(Exception exception)
    {
        switch (exception)
        {
            case AggregateException { InnerException: { } first }:
                return Explain(first);
            case ConfigurationException configuration:
                foreach (var finding in configuration.Findings.Where(finding => finding.Severity == Severity.Error))
                {
                    Console.Error.WriteLine($"error: {finding}");
                }

                return Wrong;
            case MeasurementException or PluginListException or PluginInstallationException or SettingsException:
                Console.Error.WriteLine($"error: {exception.Message}");
                return Wrong;
            case IOException or PluginException when FullDisk.Is(exception):
                Console.Error.WriteLine($"error: the disk is full: {exception.Message}");
                return NoSpace;
            case IOException or UnauthorizedAccessException:
                Console.Error.WriteLine($"error: {exception.Message}");
                return Failed;
            case OperationCanceledException:
                Console.Error.WriteLine("cancelled");
                return Failed;
            case PluginException:
                Console.Error.WriteLine($"error: {exception.Message}");
                Trace(exception);
                return Failed;
            case Exception when PluginFault.Blame(exception) is { } plugin:
                Console.Error.WriteLine($"error: the plugin '{plugin}' threw: {PluginFault.Explain(exception)}");
                Trace(exception);
                return Failed;
            case TypeInitializationException or DllNotFoundException or BadImageFormatException:
                Console.Error.WriteLine($"error: the tensor library cannot be loaded: {exception.GetBaseException().Message} Run 'diffimaging doctor'.");
                return Failed;
            default:
                Console.Error.WriteLine($"error: {exception.GetType().Name}: {exception.Message}");
                Trace(exception);
                return Failed;
        }
    }

    private static void Trace(Exception exception)
    {
        if (Environment.GetEnvironmentVariable("DIFFIMAGING_TRACE") is { Length: > 0 })
        {
            Console.Error.WriteLine(exception);
        }
    }
}

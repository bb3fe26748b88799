using System.Runtime.ExceptionServices;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>Waits for code of others for a time only.</summary>
internal static class TimeLimit
{
    /// <summary>Runs an action in a thread of its own; what it throws is thrown here.</summary>
    /// <returns>False where it has not come to an end in time: it goes on for ever then, or until the process ends, for a thread cannot be stopped from outside.</returns>
    public static bool Run(Action action, TimeSpan limit, string name)
    {
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
        if (!thread.Join(limit))
        {
            return false;
        }

        thrown?.Throw();
        return true;
    }
}

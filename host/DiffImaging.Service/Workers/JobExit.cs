namespace DiffImaging.Service.Workers;

/// <summary>Exit codes of a job's process that mean something to the service.</summary>
public static class JobExit
{
    /// <summary>The run failed.</summary>
    public const int Failed = 1;

    /// <summary>The disk is full: the job itself is not wrong.</summary>
    public const int NoSpace = 3;

    // As .NET tells of them: 128 and the signal, SIGILL, SIGABRT (an exception that nobody has caught, a stack overflow), SIGBUS, SIGFPE, SIGSEGV.
    private static readonly int[] Crashes = [132, 134, 135, 136, 138, 139];

    /// <summary>Whether a process has crashed, and was not ended from outside. Windows has negative codes for that.</summary>
    public static bool IsCrash(int code) => OperatingSystem.IsWindows() ? code < 0 : Crashes.Contains(code);
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DiffImaging.Tests;

/// <summary>A PostgreSQL server of the tests' own, in a folder of its own; nothing of an installed one is touched.</summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<string?> Programs = new(() =>
        Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin")).LastOrDefault() : null);

    private readonly string _folder = Directory.CreateTempSubdirectory("diffimaging-postgres-").FullName;
    private readonly int _port = FreePort();

    private PostgresServer()
    {
        // PostgreSQL refuses to run as root.
        if (Environment.UserName == "root")
        {
            Call("chown", "postgres", _folder);
        }

        Run("initdb", "--pgdata", Data, "--auth", "trust", "--username", "diffimaging", "--encoding", "UTF8");
        Start();
    }

    /// <summary>How its database is reached.</summary>
    public string Connection => $"Host=127.0.0.1;Port={_port};Username=diffimaging;Database=postgres;Timeout=5";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Starts one, or skips the calling test where PostgreSQL is not installed.</summary>
    public static PostgresServer Require()
    {
        if (Programs.Value is null)
        {
            Assert.Ignore("needs PostgreSQL, Debian's package postgresql");
        }

        return new PostgresServer();
    }

    /// <summary>Ends it at once, connections and all, and starts it again.</summary>
    public void Restart()
    {
        Stop();
        Start();
    }

    /// <summary>Ends it at once.</summary>
    public void Stop() => Run("pg_ctl", "--pgdata", Data, "--mode", "immediate", "--wait", "stop");

    public void Dispose()
    {
        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Starts it, again.</summary>
    public void Start() => Run(
        "pg_ctl", "--pgdata", Data, "--log", Path.Combine(_folder, "log"), "--wait", "--options", $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=200", "start");

    private static void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs.Value!, program);
        if (Environment.UserName == "root")
        {
            Call("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Call(path, arguments);
        }
    }

    // The server inherits the pipes of what started it: nothing is read from them.
    private static void Call(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with code {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

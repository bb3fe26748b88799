using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Host.Tests.Service;

/// <summary>The service and its unit, as systemd sees them.</summary>
[TestFixture]
[Platform(Include = "Linux")]
public sealed class SystemdTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task The_unit_is_right()
    {
        if (!File.Exists("/usr/bin/systemd-analyze"))
        {
            Assert.Ignore("needs systemd-analyze, Debian's package systemd");
        }

        // Where the program will be installed there is none here; everything else is looked at as it is.
        var unit = await File.ReadAllTextAsync(Path.Combine(SharedData.RepositoryRoot()!, "host/packaging/systemd/diffimaging.service"));
        Assert.That(unit, Does.Contain("ExecStart=/opt/diffimaging/diffimaging serve"));
        _folder.Write("diffimaging.service", unit.Replace("/opt/diffimaging/diffimaging", "/bin/true", StringComparison.Ordinal));
        using var verify = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", _folder["diffimaging.service"]]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = await verify.StandardError.ReadToEndAsync() + await verify.StandardOutput.ReadToEndAsync();
        await verify.WaitForExitAsync();

        Assert.That(verify.ExitCode, Is.Zero, said);
        Assert.That(said.Split('\n').Where(line => line.Contains("diffimaging", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task The_service_says_that_it_is_ready_alive_and_stopping()
    {
        var path = Path.Combine(Path.GetTempPath(), $"di-{Guid.NewGuid():n}");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        try
        {
            using var service = new ServiceProcess(_folder, "service") { Environment = { ["NOTIFY_SOCKET"] = path, ["WATCHDOG_USEC"] = "400000" } };
            await service.StartAsync();
            Assert.That(await NextAsync(socket, "READY=1"));
            Assert.That(await NextAsync(socket, "WATCHDOG=1"));
            Assert.That(await NextAsync(socket, "WATCHDOG=1"));

            Assert.That(await service.StopAsync(), Is.Zero);

            Assert.That(await NextAsync(socket, "STOPPING=1"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<bool> NextAsync(Socket socket, string notice)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[1024];
        while (true)
        {
            var count = await socket.ReceiveAsync(buffer, limit.Token);
            if (Encoding.UTF8.GetString(buffer, 0, count).Split('\n').Contains(notice))
            {
                return true;
            }
        }
    }
}

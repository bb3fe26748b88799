using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace DiffImaging.Service.Operations;

/// <summary>Tells systemd that the service is ready, alive and stopping; nothing where nobody listens.</summary>
/// <remarks>Also where it is not systemd's own child, as in a container that hands the socket on.</remarks>
internal sealed class SystemdNotices : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    private readonly SystemdNotifier _notifier = new();

    // Twice within the time that systemd waits.
    private readonly TimeSpan _interval =
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0 ? TimeSpan.FromMicroseconds(microseconds / 2.0) : Never;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _notifier.Notify(ServiceState.Ready);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _notifier.Notify(ServiceState.Stopping);
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_interval == Never || !_notifier.IsEnabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(_interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            _notifier.Notify(new ServiceState("WATCHDOG=1"));
        }
    }
}

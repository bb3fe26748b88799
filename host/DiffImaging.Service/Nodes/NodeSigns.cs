using System.Data.Common;
using DiffImaging.Service.Options;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Nodes;

/// <summary>Tells the other nodes of this one, again and again while it lives.</summary>
internal sealed partial class NodeSigns(INodeStore nodes, IOptions<ServiceOptions> options, ILogger<NodeSigns> logger) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private NodeOptions Node => options.Value.Node;

    // Before the first request: who submits then is answered by what this node can do.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await SayAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Farewell);
        try
        {
            await nodes.LeaveAsync(Node.Name, limit.Token);
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException)
        {
            // The others will miss its signs.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Several within the time after which a node counts as dead.
        var interval = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, options.Value.Store.Silence / 4));
        using var timer = new PeriodicTimer(interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await SayAsync(stoppingToken);
        }
    }

    private async Task SayAsync(CancellationToken cancellation)
    {
        try
        {
            await nodes.SayAsync(Node.Name, Node.Jobs, Node.MemoryLimit, cancellation);
        }
        catch (DbException exception)
        {
            LogSilent(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the other nodes could not be told of this one: {Reason}; it is tried again")]
    private partial void LogSilent(string reason);
}

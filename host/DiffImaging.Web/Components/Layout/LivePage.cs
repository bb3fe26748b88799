using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Hosting;

namespace DiffImaging.Web.Components.Layout;

/// <summary>A page that looks again and again at what it shows, until it is left or the service stops.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private CancellationTokenSource? _gone;

    /// <summary>Time between two looks.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>Ends when nobody looks any more.</summary>
    protected CancellationToken Gone => (_gone ??= CancellationTokenSource.CreateLinkedTokenSource(Lifetime.ApplicationStopping)).Token;

    [Inject]
    private IHostApplicationLifetime Lifetime { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the page has begun.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing)
        {
            _gone?.Cancel();
            _gone?.Dispose();
        }
    }

    /// <summary>Looks, and draws where something is new.</summary>
    protected abstract Task LoadAsync();

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync(Gone);
        }
    }

    private async Task FollowAsync(CancellationToken gone)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(gone))
            {
                await InvokeAsync(LoadAsync);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody looks any more.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}

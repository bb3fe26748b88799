using TorchSharp;

namespace DiffImaging.Sdk.Testing.Numerics;

/// <summary>Counts the tensors that this thread has made and not disposed.</summary>
/// <remarks>The counters are those of the thread, not Tensor.TotalCount: a finalizer that runs meanwhile, or a test beside
/// this one, neither hides a leak nor invents one.</remarks>
internal sealed class TensorLedger
{
    private readonly long _alive = Statistics.ThreadTotalLiveCount;
    private readonly long _made = Made;

    private static LifetimeStatistics Statistics => DisposeScopeManager.Statistics.TensorStatistics;

    private static long Made => Statistics.CreatedInScopeCount + Statistics.CreatedOutsideScopeCount;

    /// <summary>Tensors made since this ledger was opened.</summary>
    public long MadeSince => Made - _made;

    /// <summary>Tensors made since this ledger was opened and still alive.</summary>
    public long LeftSince => Statistics.ThreadTotalLiveCount - _alive;
}

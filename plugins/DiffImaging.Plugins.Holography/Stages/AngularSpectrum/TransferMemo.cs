using TorchSharp;
using Propagator = DiffImaging.Optics.Propagation.AngularSpectrum;

namespace DiffImaging.Plugins.Holography.Stages.AngularSpectrum;

/// <summary>The transfer function at the distance last asked for: the object solver asks for the same one many times.</summary>
internal sealed class TransferMemo(Propagator propagator) : IDisposable
{
    private double[] _distances = [];
    private torch.Tensor _transfer = torch.zeros(0).DetachFromDisposeScope();

    /// <summary>H at a distance.</summary>
    /// <param name="distance">z in metres, float64, scalar or <c>[frames]</c>.</param>
    /// <returns>Owned by the memo, valid until another distance is asked for.</returns>
    public torch.Tensor At(torch.Tensor distance)
    {
        using var scope = torch.NewDisposeScope();
        var wanted = distance.reshape(-1).cpu().data<double>().ToArray();
        if (!wanted.AsSpan().SequenceEqual(_distances))
        {
            _transfer.Dispose();
            _transfer = propagator.TransferFunction(distance.detach()).DetachFromDisposeScope();
            _distances = wanted;
        }

        return _transfer;
    }

    public void Dispose() => _transfer.Dispose();
}

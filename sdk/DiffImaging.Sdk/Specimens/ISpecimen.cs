using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Sdk.Specimens;

/// <summary>A known object for simulations, defined in metres so that any grid can sample it.</summary>
public interface ISpecimen : IDisposable
{
    /// <summary>Samples the specimen.</summary>
    /// <param name="grid">Where; the specimen is centred on the grid's axis.</param>
    /// <returns>Complex transmittance, complex128, <c>[rows, columns]</c>, on the context's device, in the caller's dispose scope.</returns>
    torch.Tensor Sample(SamplingGrid grid);
}

using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Sdk.Specimens;

/// <summary>A specimen with figures of its own for an image of it, such as the contrast of its bars.</summary>
public interface ITestTarget : ISpecimen
{
    /// <summary>Judges an image.</summary>
    /// <param name="transmittance">Estimated transmittance, complex128, <c>[rows, columns]</c>; borrowed.</param>
    /// <param name="grid">Where its samples lie; the specimen is centred on the grid's axis.</param>
    /// <returns>Figures by name, in camelCase.</returns>
    IReadOnlyDictionary<string, double> Judge(torch.Tensor transmittance, SamplingGrid grid);
}

using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Sdk.Modalities;

/// <summary>Shows one frame as people of the modality's field look at it without any reconstruction, such as a hologram propagated back: what a
/// reconstruction has to be better than.</summary>
public interface IFrameView : IDisposable
{
    /// <summary>Grid of the images: the object's pitch, the measurement's field, on its axis.</summary>
    SamplingGrid Grid { get; }

    /// <summary>Shows a frame.</summary>
    /// <param name="frame">Measured intensity, real, <c>[rows, columns]</c>; borrowed.</param>
    /// <param name="index">Index of the frame in the measurement.</param>
    /// <param name="values">Values of every variable, as <c>stage.name</c>; borrowed.</param>
    /// <returns>What is seen of the object's transmittance, complex, <c>[rows, columns]</c> on <see cref="Grid"/>, in the caller's dispose scope.</returns>
    torch.Tensor Show(torch.Tensor frame, int index, IReadOnlyDictionary<string, torch.Tensor> values);
}

using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>Fields behind the pupil of some frames at one point, with their derivatives; W = O(k + n) P(k − δ), ψ = F⁻¹{W}.</summary>
/// <remarks>Spectra of the object are F{o}, complex, <c>[rows, columns]</c> of the object, FFT order. Results live in the caller's dispose scope.</remarks>
internal interface IWindows : IDisposable
{
    /// <summary>Computes ψ, complex, <c>[frames, modes, rows, columns]</c> of the image.</summary>
    torch.Tensor Fields();

    /// <summary>Computes dψ.</summary>
    /// <param name="spectrum">Change of the object's spectrum; null for none.</param>
    /// <param name="features">Features of the pupils' change, float64, <c>[frames, modes, features]</c>; null for none.</param>
    /// <param name="map">Change of the free-form map; null for none.</param>
    torch.Tensor Tangent(torch.Tensor? spectrum, torch.Tensor? features, torch.Tensor? map);

    /// <summary>The adjoint of <see cref="Tangent"/>.</summary>
    /// <param name="field">Cotangent of ψ; it is not changed.</param>
    /// <param name="parts">What is wanted.</param>
    /// <returns>Cotangents in the shapes of the arguments of <see cref="Tangent"/>; null where not wanted.</returns>
    (torch.Tensor? Spectrum, torch.Tensor? Features, torch.Tensor? Map) Cotangent(torch.Tensor field, WindowParts parts);
}

using DiffImaging.Plugins.FourierPtychography.Windows;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary>Between windows of the object's spectrum and images; single precision on the CPU.</summary>
internal interface IWindowTransform
{
    /// <summary>Computes F⁻¹ of every window.</summary>
    /// <param name="count">Number of windows.</param>
    /// <param name="fill">Fills the window of an index; called from several threads.</param>
    /// <returns>complex64, <c>[count, rows, columns]</c>, in the caller's dispose scope.</returns>
    torch.Tensor ToImages(int count, Action<int, PlanarWindow> fill);

    /// <summary>Computes F of images.</summary>
    /// <param name="images">complex64, <c>[images, rows, columns]</c>.</param>
    /// <param name="first">Index of the first image.</param>
    /// <param name="windows">Take the spectra in the box of as many images.</param>
    void ToWindows(torch.Tensor images, int first, ReadOnlyMemory<PlanarWindow> windows);
}

using TorchSharp;

namespace DiffImaging.Sdk.Noise;

/// <summary>f_noise: the statistics of what is recorded.</summary>
public interface INoiseModel : IDisposable
{
    /// <summary>Draws one recording.</summary>
    /// <param name="expected">Expected intensity, real, any shape, in the unit of the measurement.</param>
    /// <param name="generator">Source of chance; the same state gives the same recording.</param>
    /// <returns>A fresh tensor of the same shape and dtype, in the caller's dispose scope.</returns>
    torch.Tensor Sample(torch.Tensor expected, torch.Generator generator);

    /// <summary>Computes the variance of each pixel, in the square of the measurement's unit.</summary>
    /// <param name="expected">Expected intensity, real, any shape.</param>
    /// <returns>A fresh tensor of the same shape and dtype, in the caller's dispose scope.</returns>
    torch.Tensor Variance(torch.Tensor expected);
}

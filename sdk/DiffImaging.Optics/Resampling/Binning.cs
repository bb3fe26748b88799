using TorchSharp;

namespace DiffImaging.Optics.Resampling;

/// <summary>Means over square blocks of samples: the pixel integration of a sensor whose pixels hold whole samples.</summary>
public static class Binning
{
    /// <summary>Computes the mean of each block.</summary>
    /// <param name="image">Real or complex, <c>[..., rows, columns]</c>, sizes multiples of the factor.</param>
    /// <param name="factor">Samples along each side of a block.</param>
    /// <returns><c>[..., rows / factor, columns / factor]</c>, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The sizes are not multiples of the factor.</exception>
    public static torch.Tensor Mean(torch.Tensor image, int factor)
    {
        TensorGuard.RequireMultiple(image, factor);
        if (factor == 1)
        {
            return image.alias();
        }

        using var scope = torch.NewDisposeScope();
        return image.reshape(Blocks(image.shape, factor)).mean([-3, -1]).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the adjoint of <see cref="Mean"/>: each value spread over its block, divided by the block's size.</summary>
    /// <param name="image">Real or complex, <c>[..., rows, columns]</c>.</param>
    /// <param name="factor">Samples along each side of a block.</param>
    /// <returns><c>[..., rows · factor, columns · factor]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor MeanAdjoint(torch.Tensor image, int factor)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (factor == 1)
        {
            return image.alias();
        }

        using var scope = torch.NewDisposeScope();
        long[] outer = [.. image.shape[..^2], image.shape[^2], factor, image.shape[^1], factor];
        long[] flat = [.. image.shape[..^2], image.shape[^2] * factor, image.shape[^1] * factor];
        return (image / ((double)factor * factor)).unsqueeze(-1).unsqueeze(-3).expand(outer).reshape(flat).MoveToOuterDisposeScope();
    }

    private static long[] Blocks(long[] shape, int factor) =>
        [.. shape[..^2], shape[^2] / factor, factor, shape[^1] / factor, factor];
}

using System.Runtime.InteropServices;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary><see cref="SmoothedVariation"/> for float32 and complex64 on the CPU where no gradient is recorded: one pass.</summary>
internal static class FusedVariation
{
    private const int SmallestBlock = 32;

    /// <summary>Whether this form can take an image.</summary>
    public static bool Takes(torch.Tensor image) =>
        image.dim() == 2 && FusedDualProjection.Takes(image.dtype, image.device) && !(image.requires_grad && torch.is_grad_enabled());

    /// <inheritdoc cref="SmoothedVariation.Of"/>
    public static torch.Tensor Of(torch.Tensor image, double smoothing)
    {
        using var scope = torch.NewDisposeScope();
        var numbers = image.resolve_conj().contiguous();
        var (rows, stride) = ((int)image.shape[0], image.is_complex() ? 2 : 1);
        var width = (int)image.shape[1] * stride;

        // One sum for each row, added in order: the number of threads changes no bit.
        var sums = new double[rows];
        var blocks = Math.Clamp(rows / SmallestBlock, 1, torch.get_num_threads());
        Parallel.For(0, blocks, block =>
        {
            ReadOnlySpan<float> all = MemoryMarshal.Cast<byte, float>(numbers.bytes);
            for (var row = rows * block / blocks; row < rows * (block + 1) / blocks; row++)
            {
                var next = Math.Min(row + 1, rows - 1);
                sums[row] = VariationRows.Sum(all.Slice(row * width, width), all.Slice(next * width, width), (float)smoothing, stride);
            }
        });
        return torch.tensor(sums.Sum(), torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }
}

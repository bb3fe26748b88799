using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Sparsity;

/// <summary>The separable, orthonormal wavelet transform of images with periodic edges.</summary>
/// <remarks>Averages a[i] = Σ_k h_k x[2i + k], details d[i] = Σ_k (−1)^k h_{K−1−k} x[2i + k], along columns, then along rows;
/// again on the averages for each further level.</remarks>
internal sealed class WaveletTransform
{
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly int _levels;

    public WaveletTransform(Wavelet wavelet, int levels)
    {
        _levels = levels;
        var (root2, root3) = (Math.Sqrt(2), Math.Sqrt(3));
        _low = wavelet == Wavelet.Haar
            ? [1 / root2, 1 / root2]
            : [.. new[] { 1 + root3, 3 + root3, 3 - root3, 1 - root3 }.Select(value => value / (4 * root2))];
        _high = [.. _low.Reverse().Select((value, index) => index % 2 == 0 ? value : -value)];
    }

    /// <summary>Computes the coefficients, in operations that autograd can record.</summary>
    /// <param name="image">Complex or real, <c>[..., rows, columns]</c>, both divisible by 2^levels.</param>
    /// <returns>The coarsest averages, and the details: three bands for each level, finest first; all fresh, in the caller's dispose scope.</returns>
    public (torch.Tensor Average, IReadOnlyList<torch.Tensor> Details) Forward(torch.Tensor image)
    {
        var details = new List<torch.Tensor>(3 * _levels);
        var average = image;
        for (var level = 0; level < _levels; level++)
        {
            var (low, high) = (Filter(average, -1, _low), Filter(average, -1, _high));
            details.AddRange([Filter(low, -2, _high), Filter(high, -2, _low), Filter(high, -2, _high)]);
            average = Filter(low, -2, _low);
        }

        return (average, details);
    }

    /// <summary>Computes the image: the adjoint of <see cref="Forward"/>, which is its inverse.</summary>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    public torch.Tensor Inverse(torch.Tensor average, IReadOnlyList<torch.Tensor> details)
    {
        for (var level = _levels - 1; level >= 0; level--)
        {
            var low = Join(average, details[3 * level], -2);
            var high = Join(details[3 * level + 1], details[3 * level + 2], -2);
            average = Join(low, high, -1);
        }

        return average;
    }

    // Σ_k f_k x[2i + k]: even and odd samples apart, shifted by k / 2 around the edge.
    private static torch.Tensor Filter(torch.Tensor image, int dimension, double[] filter)
    {
        using var scope = torch.NewDisposeScope();
        var pairs = image.unflatten(image.dim() + dimension, image.shape[image.dim() + dimension] / 2, 2);
        var sum = filter[0] * Phase(pairs, dimension, 0);
        for (var k = 1; k < filter.Length; k++)
        {
            var phase = Phase(pairs, dimension, k % 2);
            sum += filter[k] * (k < 2 ? phase : phase.roll(-(k / 2), dimension));
        }

        return sum.MoveToOuterDisposeScope();
    }

    private torch.Tensor Join(torch.Tensor low, torch.Tensor high, int dimension)
    {
        using var scope = torch.NewDisposeScope();
        var phases = new torch.Tensor[2];
        for (var k = 0; k < _low.Length; k++)
        {
            var term = _low[k] * low + _high[k] * high;
            phases[k % 2] = k < 2 ? term : phases[k % 2] + term.roll(k / 2, dimension);
        }

        // [..., n/2, 2] beside the dimension, then flattened into it.
        var stacked = torch.stack(phases, dimension == -1 ? -1 : -2);
        return stacked.flatten(low.dim() + dimension, low.dim() + dimension + 1).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Phase(torch.Tensor pairs, int dimension, int phase) =>
        pairs.select(dimension == -1 ? -1 : -2, phase);
}

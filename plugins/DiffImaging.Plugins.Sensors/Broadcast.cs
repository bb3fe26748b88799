using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>The adjoint of broadcasting.</summary>
internal static class Broadcast
{
    /// <summary>Sums a tensor over the dimensions in which <paramref name="shape"/> has one element and the tensor more.</summary>
    /// <returns>The tensor itself where there is nothing to sum, else a fresh one in the caller's dispose scope.</returns>
    public static torch.Tensor SumTo(torch.Tensor tensor, ReadOnlySpan<long> shape)
    {
        var dimensions = new List<long>();
        for (var dimension = 0; dimension < shape.Length; dimension++)
        {
            if (shape[dimension] == 1 && tensor.shape[dimension] > 1)
            {
                dimensions.Add(dimension);
            }
        }

        return dimensions.Count == 0 ? tensor : tensor.sum([.. dimensions], keepdim: true);
    }
}

using TorchSharp;

namespace DiffImaging.Optics.Resampling;

/// <summary>Undoes broadcasting in cotangents.</summary>
public static class Broadcasting
{
    /// <summary>Sums a cotangent over the dimensions along which its primal was broadcast.</summary>
    /// <param name="cotangent">Real or complex, the broadcast shape.</param>
    /// <param name="shape">Shape of the primal; sizes of 1 were broadcast.</param>
    /// <returns>In the primal's shape, in the caller's dispose scope; an alias where nothing was broadcast.</returns>
    public static torch.Tensor SumTo(torch.Tensor cotangent, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(cotangent);
        ArgumentNullException.ThrowIfNull(shape);
        using var scope = torch.NewDisposeScope();
        var result = cotangent;
        while (result.dim() > shape.Count)
        {
            // Not sum(0): the literal 0 would be taken for a scalar type, and everything would be summed.
            result = result.sum([0]);
        }

        for (var dimension = 0; dimension < shape.Count; dimension++)
        {
            if (shape[dimension] == 1 && result.shape[dimension] != 1)
            {
                result = result.sum(dimension, keepdim: true);
            }
        }

        return (ReferenceEquals(result, cotangent) ? cotangent.alias() : result).MoveToOuterDisposeScope();
    }
}

using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics;

/// <summary>Guards of tensor arguments: what was found, what was expected.</summary>
public static class TensorGuard
{
    /// <summary>Requires a complex field on a grid.</summary>
    /// <param name="field">Complex, <c>[..., rows, columns]</c>.</param>
    /// <param name="grid">The grid.</param>
    /// <exception cref="ArgumentException">The field is real, or its last two sizes are not the grid's.</exception>
    public static void RequireField(torch.Tensor field, SamplingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(grid);
        if (!field.is_complex())
        {
            throw new ArgumentException($"Found a {field.dtype} tensor, expected a complex field.", nameof(field));
        }

        if (field.dim() < 2 || field.shape[^2] != grid.Rows || field.shape[^1] != grid.Columns)
        {
            throw new ArgumentException(
                $"Found a field of the shape [{string.Join(", ", field.shape)}], expected [..., {grid.Rows}, {grid.Columns}].", nameof(field));
        }
    }

    /// <summary>Requires sizes that a block of samples divides.</summary>
    /// <param name="tensor">Any tensor, <c>[..., rows, columns]</c>.</param>
    /// <param name="factor">The block's size.</param>
    /// <exception cref="ArgumentException">The last two sizes are not multiples of the factor.</exception>
    public static void RequireMultiple(torch.Tensor tensor, int factor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (factor < 1 || tensor.shape[^2] % factor != 0 || tensor.shape[^1] % factor != 0)
        {
            throw new ArgumentException(
                $"Found {tensor.shape[^2]} × {tensor.shape[^1]} samples, expected multiples of the block's size {factor}.", nameof(tensor));
        }
    }
}

using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>The differentiable total variation Σ √(|∇x|² + ε²) − ε.</summary>
internal static class SmoothedVariation
{
    /// <summary>Computes the sum in operations that autograd can record.</summary>
    /// <remarks>Forward differences; zero across the last row and column. The term is written |∇x|² / (√(|∇x|² + ε²) + ε),
    /// which does not cancel in flat areas.</remarks>
    /// <param name="image">Complex or real, <c>[rows, columns]</c>, or real planes <c>[planes, rows, columns]</c> that jump together.</param>
    /// <param name="smoothing">ε, in the unit of the image.</param>
    /// <returns>float64 scalar, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(torch.Tensor image, double smoothing)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (image.shape[^2], image.shape[^1]);
        var down = SquaredModulus(image.narrow(-2, 1, rows - 1) - image.narrow(-2, 0, rows - 1));
        var across = SquaredModulus(image.narrow(-1, 1, columns - 1) - image.narrow(-1, 0, columns - 1));
        var squared = torch.nn.functional.pad(down, [0, 0, 0, 1]) + torch.nn.functional.pad(across, [0, 1, 0, 0]);
        var term = squared / ((squared + smoothing * smoothing).sqrt() + smoothing);
        return term.sum(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    private static torch.Tensor SquaredModulus(torch.Tensor difference) =>
        difference.is_complex() ? torch.view_as_real(difference).square().sum([-1L])
        : difference.dim() > 2 ? difference.square().sum([0L])
        : difference.square();
}

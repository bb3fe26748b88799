using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace Acme.Imaging.Regularizers;

/// <summary>Half the squared second differences: straight ramps cost nothing, bends do.</summary>
/// <remarks>R(x) = ½ Σ |∂_rr x|² + |∂_cc x|² + 2 m |∂_rc x|², differences of neighbouring samples, none across the edge.
/// The derivative is autograd's.</remarks>
internal sealed class BendingEnergy(BendingEnergyOptions options) : IRegularizer
{
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (Difference(variable, -2), Difference(variable, -1));
        var energy = Energy(Difference(rows, -2)) + Energy(Difference(columns, -1)) + 2 * options.Mixed * Energy(Difference(rows, -1));
        return energy.MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }

    private static torch.Tensor Difference(torch.Tensor image, int axis) =>
        image.narrow(axis, 1, image.shape[^-axis] - 1) - image.narrow(axis, 0, image.shape[^-axis] - 1);

    // Of a complex variable |·|² in real and imaginary part, whose derivative is also there at 0.
    private static torch.Tensor Energy(torch.Tensor differences)
    {
        var parts = differences.is_complex() ? torch.view_as_real(differences) : differences;
        return 0.5 * parts.square().sum(torch.ScalarType.Float64);
    }
}

using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>Total variation of the phase of a complex variable, blind to jumps by 2π.</summary>
/// <remarks>R(x) = Σ √(|∇φ|² + ε²) − ε, where the difference of two neighbours is the phase of x₁ x₀*, in (−π, π]. It is not
/// convex and has no proximal operator: solvers take its gradient. Where x vanishes the phase is undefined and counts as 0.</remarks>
public sealed class WrappedPhaseVariation : IRegularizer
{
    private readonly ObjectView _view;
    private readonly double _smoothing;

    internal WrappedPhaseVariation(TotalVariationOptions options, ObjectVariable target) =>
        (_smoothing, _view) = (options.Smoothing, new ObjectView(target, ObjectPart.Complex));

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        _view.Require(variable);
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (variable.shape[0], variable.shape[1]);
        var down = Difference(variable.narrow(0, 1, rows - 1), variable.narrow(0, 0, rows - 1)).square();
        var across = Difference(variable.narrow(1, 1, columns - 1), variable.narrow(1, 0, columns - 1)).square();
        var squared = torch.nn.functional.pad(down, [0, 0, 0, 1]) + torch.nn.functional.pad(across, [0, 1, 0, 0]);
        var term = squared / ((squared + _smoothing * _smoothing).sqrt() + _smoothing);
        return term.sum(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static torch.Tensor Difference(torch.Tensor next, torch.Tensor previous)
    {
        var product = torch.view_as_real(next * previous.conj());
        var (real, imaginary) = (product.select(-1, 0), product.select(-1, 1));

        // atan2 has no derivative at 0: such a pixel is set to 1 before, not after.
        var vanishes = (real.square() + imaginary.square()) < 1e-30;
        return torch.atan2(imaginary, torch.where(vanishes, torch.ones_like(real), real));
    }
}

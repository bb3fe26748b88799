using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Products with the second derivatives of regularizers, as central differences of their gradients.</summary>
/// <remarks>Exact for quadratic ones. A regularizer of one homogeneous degree is stepped along by a hundredth of the object's own size, so that
/// the difference is neither rounding nor another place.</remarks>
internal static class RegularizerCurvature
{
    private const double RelativeStep = 1e-2;

    /// <summary>Adds Σ βₙ ∇²Rₙ(x) v to a product, in place.</summary>
    public static void AddTo(torch.Tensor product, IEnumerable<RegularizerTerm> terms, torch.Tensor variable, torch.Tensor direction, int iteration)
    {
        var list = terms.ToList();
        using var scope = torch.NewDisposeScope();
        var size = list.Count == 0 ? 0 : torch.linalg.vector_norm(direction).to(torch.ScalarType.Float64).item<double>();
        if (size == 0)
        {
            return;
        }

        var step = RelativeStep * Math.Max(torch.linalg.vector_norm(variable).to(torch.ScalarType.Float64).item<double>(), 1e-30) / size;
        var (above, below) = (torch.zeros_like(variable), torch.zeros_like(variable));
        RegularizerGradient.AddTo(above, list, variable + direction * step, iteration);
        RegularizerGradient.AddTo(below, list, variable - direction * step, iteration);
        product.add_(above.sub_(below), alpha: 1 / (2 * step));
    }
}

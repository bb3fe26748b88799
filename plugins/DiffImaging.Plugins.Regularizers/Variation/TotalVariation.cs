using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>Isotropic total variation: few, sharp edges.</summary>
/// <remarks>R(x) = Σ √(|∇x|² + ε²) − ε over pixels, ∇ forward differences between neighbouring samples (not divided by the
/// pitch), zero across the last row and column; the real and imaginary part, or the planes of log o = a + iφ, jump together.
/// The proximal operator is that of ε = 0, by projections of the dual. Source: [chambolle2004].</remarks>
public sealed class TotalVariation : IProximableRegularizer
{
    private readonly ImageChart _chart;
    private readonly TotalVariationOptions _options;
    private readonly StageContext _context;

    internal TotalVariation(TotalVariationOptions options, ObjectVariable target, StageContext context) =>
        (_options, _context, _chart) = (options, context, new ImageChart(target, options.On));

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        var image = _chart.Image(variable);
        var value = FusedVariation.Takes(image)
            ? FusedVariation.Of(image, _options.Smoothing)
            : SmoothedVariation.Of(image, _options.Smoothing);
        return value.MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public IProximalOperator CreateProximal() => new TotalVariationProximal(_chart, _options.InnerIterations, _context);

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>Half the squared differences of neighbours.</summary>
/// <remarks>R(x) = ½ Σ |∇x|², ∇ forward differences (not divided by the pitch), none across the edge. The proximal operator
/// (1 + t ∇*∇)⁻¹ is exact: of the image continued by reflection, ∇*∇ is diagonal in the FFT, with the eigenvalues
/// 4 − 2 cos(πk/rows) − 2 cos(πl/columns).</remarks>
public sealed class TikhonovGradient : IProximableRegularizer
{
    private readonly ObjectView _view;
    private readonly torch.Tensor _eigenvalues;

    internal TikhonovGradient(TikhonovOptions options, ObjectVariable target, StageContext context)
    {
        _view = new ObjectView(target, options.On);
        using var scope = torch.NewDisposeScope();
        var (down, across) = (Eigenvalues(target.Grid.Rows, context), Eigenvalues(target.Grid.Columns, context));
        _eigenvalues = (down.unsqueeze(1) + across.unsqueeze(0)).to(context.RealType).DetachFromDisposeScope();
    }

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        var image = _view.Select(variable);
        var (rows, columns) = (image.shape[^2], image.shape[^1]);
        var down = image.narrow(-2, 1, rows - 1) - image.narrow(-2, 0, rows - 1);
        var across = image.narrow(-1, 1, columns - 1) - image.narrow(-1, 0, columns - 1);
        return (HalfSquare.Of(down) + HalfSquare.Of(across)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public IProximalOperator CreateProximal() => new ClosedFormProximal((variable, step) =>
    {
        var image = _view.Select(variable);
        var reflected = torch.cat([image, image.flip(-1)], -1);
        var spectrum = torch.fft.fft2(torch.cat([reflected, reflected.flip(-2)], -2));
        var solution = torch.fft.ifft2(spectrum.div_(_eigenvalues * step + 1));
        var part = solution.narrow(-2, 0, image.shape[^2]).narrow(-1, 0, image.shape[^1]);
        return _view.Replace(variable, (image.is_complex() ? part : part.real).clone());
    });

    /// <inheritdoc />
    public void Dispose() => _eigenvalues.Dispose();

    private static torch.Tensor Eigenvalues(int size, StageContext context)
    {
        var index = torch.arange(2 * size, dtype: torch.ScalarType.Float64, device: context.Device);
        return 2 - 2 * (index * (Math.PI / size)).cos();
    }
}

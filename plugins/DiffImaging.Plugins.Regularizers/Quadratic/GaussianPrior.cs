using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>A stationary Gaussian prior: the negative logarithm of its density, up to a constant, at the weight 1.</summary>
/// <remarks>R(x) = ½ Σ_f |F(x − r)|² / (N S), F the unnormalised FFT, N the number of pixels, S the power spectrum of
/// <see cref="PowerSpectrum"/>, r the mean. A white S = σ² gives ½ Σ |x − r|² / σ². The FFT makes the edge periodic. prox,
/// exact: F⁻¹ of F(v − r) S / (S + t), plus r.</remarks>
public sealed class GaussianPrior : IProximableRegularizer
{
    private readonly ObjectView _view;
    private readonly torch.Tensor _reference;
    private readonly torch.Tensor _density;

    internal GaussianPrior(GaussianPriorOptions options, ObjectVariable target, StageContext context)
    {
        _view = new ObjectView(target, options.On);
        _reference = _view.Reference(options.Reference, context);
        _density = PowerSpectrum.Of(options, target.Grid, context).DetachFromDisposeScope();
    }

    /// <summary>S, <c>[rows, columns]</c>; owned by the prior. What is written into it counts from then on.</summary>
    internal torch.Tensor Density => _density;

    /// <summary>r; owned by the prior.</summary>
    internal torch.Tensor Reference => _reference;

    /// <inheritdoc />
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        var spectrum = torch.fft.fft2(_view.Select(variable) - _reference);
        return HalfSquare.Of(spectrum / (_density * _density.numel()).sqrt()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public IProximalOperator CreateProximal() => new ClosedFormProximal((variable, step) =>
    {
        var deviation = _view.Select(variable) - _reference;
        var filtered = torch.fft.ifft2(torch.fft.fft2(deviation).mul_(_density / (_density + step)));
        return _view.Replace(variable, (deviation.is_complex() ? filtered : filtered.real) + _reference);
    });

    /// <inheritdoc />
    public void Dispose()
    {
        _reference.Dispose();
        _density.Dispose();
    }
}

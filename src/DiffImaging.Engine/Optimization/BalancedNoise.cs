using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>White noise whose every spatial frequency has exactly the power that it has on average, and a random phase.</summary>
/// <remarks>Of a trace tr(B) ≈ nᵀBn what B treats apart in the Fourier domain has no scatter. Noises that differ in the signs of independent parts alone take away, on average over
/// all signs, what B couples of these parts. Source of the idea that a choice of probes spares scatter: [bekas2007].</remarks>
internal sealed class BalancedNoise : IDisposable
{
    private const int Signs = 4;

    private readonly torch.Generator _generator;
    private readonly int _signs;

    /// <param name="seed">Seed of all noises.</param>
    /// <param name="index">Index of this one: four in a row differ in signs alone.</param>
    public BalancedNoise(long seed, int index) => (_generator, _signs) = (new torch.Generator((ulong)(seed + index / Signs), torch.CPU), index % Signs);

    /// <summary>Draws a real field over the last two axes of a shape.</summary>
    /// <param name="like">Has the shape, the device, and the type or a complex one of it; real and imaginary part are drawn apart then, and so are the fields along the first of three axes.</param>
    /// <param name="isSigned">Whether the parts take the signs of the index: the first part one, the second another.</param>
    /// <returns>The noise, of variance 1 in every real number; in the caller's dispose scope.</returns>
    public torch.Tensor Like(torch.Tensor like, bool isSigned)
    {
        using var scope = torch.NewDisposeScope();
        var (first, second) = isSigned ? (Sign(1), Sign(2)) : (1, 1);
        if (like.is_complex())
        {
            return torch.complex(first * Part(like), second * Part(like)).to(like.dtype).MoveToOuterDisposeScope();
        }

        var part = Part(like) * first;
        if (like.dim() > 2)
        {
            part.slice(0, 1, part.shape[0], 2).mul_(first * second);
        }

        return part.to(like.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Draws one standard normal number.</summary>
    public double Number()
    {
        using var number = torch.randn(1, torch.ScalarType.Float64, torch.CPU, generator: _generator);
        return number.item<double>();
    }

    /// <inheritdoc />
    public void Dispose() => _generator.Dispose();

    private int Sign(int bit) => (_signs & bit) == 0 ? 1 : -1;

    private torch.Tensor Part(torch.Tensor like)
    {
        var spectrum = torch.fft.fft2(torch.randn(like.shape, torch.ScalarType.Float64, torch.CPU, generator: _generator).to(like.device));
        return torch.fft.ifft2(spectrum / spectrum.abs()).real * Math.Sqrt(like.shape[^1] * like.shape[^2]);
    }
}

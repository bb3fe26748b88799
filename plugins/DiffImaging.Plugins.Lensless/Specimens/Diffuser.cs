using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Specimens;

/// <summary>A smooth phase mask in a round aperture: some distance behind it, light forms a net of caustics.</summary>
/// <remarks>φ(r) = σ √(2/N) Σ cos(k_n·r + α_n), the k_n normal with the standard deviation √2/ℓ along each axis, so that ⟨φφ'⟩ = σ² exp(−d²/ℓ²); any grid
/// may sample it.</remarks>
internal sealed class Diffuser(DiffuserOptions options, StageContext context) : ISpecimen
{
    private const int Waves = 300;

    /// <inheritdoc />
    public torch.Tensor Sample(SamplingGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        using var scope = torch.NewDisposeScope();
        var chance = new SeededChance(context.Seed);
        var spread = Math.Sqrt(2) / options.CorrelationLength;
        var waves = Enumerable.Range(0, Waves).Select(_ => (X: spread * chance.Normal(), Y: spread * chance.Normal(), Start: chance.Between(0, 2 * Math.PI))).ToList();
        torch.Tensor Row(Func<(double X, double Y, double Start), double> value) => torch.tensor([.. waves.Select(value)], torch.ScalarType.Float64, context.Device);
        var (x, y) = (Coordinates.X(grid, context.Device), Coordinates.Y(grid, context.Device));
        var down = y * Row(wave => wave.Y).unsqueeze(0) + Row(wave => wave.Start).unsqueeze(0);
        var across = Row(wave => wave.X).unsqueeze(1) * x;
        var phase = options.StandardDeviation * Math.Sqrt(2.0 / Waves) * (down.cos().matmul(across.cos()) - down.sin().matmul(across.sin()));
        var open = (0.5 + (options.Aperture / 2 - (x.square() + y.square()).sqrt()) / grid.Pitch).clamp(0, 1);
        return (open * Phasor.Of(phase)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

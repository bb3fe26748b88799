using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Resampling;

/// <summary>Finds the shift between two images to a small fraction of a sample.</summary>
/// <remarks>c(d) = Re Σ_f conj(A) B exp(+i2π f·d) is largest where B's image, moved back by d, lies on A's. It is evaluated on small lattices by two
/// matrix products, finer and finer, and by a parabola through the largest of the last. Source: [guizarsicairos2008].</remarks>
public static class CrossCorrelation
{
    // Each lattice is this much finer than the one before it.
    private const double Refinement = 10;

    /// <summary>Finds the shift of B's image against A's.</summary>
    /// <param name="product">conj(A) B of the images' spectra, complex, <c>[rows, columns]</c>, FFT order.</param>
    /// <param name="grid">Grid of the images.</param>
    /// <param name="reach">Largest shift along each axis, in samples.</param>
    /// <param name="step">Step of the first lattice, in samples; a quarter is fine enough for any image.</param>
    /// <returns>Shift along x and y, in metres.</returns>
    public static (double X, double Y) Shift(torch.Tensor product, SamplingGrid grid, double reach, double step = 0.25)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(grid);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var coarse = Largest(product, grid, (0, 0), reach, step);
        return Largest(product, grid, coarse, step, step / Refinement);
    }

    private static (double X, double Y) Largest(torch.Tensor product, SamplingGrid grid, (double X, double Y) centre, double reach, double step)
    {
        using var scope = torch.NewDisposeScope();
        var type = product.dtype == torch.ScalarType.ComplexFloat64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        var half = (int)Math.Ceiling(reach / step);
        var offsets = (torch.arange(-half, half + 1, torch.ScalarType.Float64, product.device) * (step * grid.Pitch)).unsqueeze(1);
        torch.Tensor Waves(double start, torch.Tensor frequency) => Phasor.Of(2 * Math.PI * (offsets + start) * frequency.reshape(1, -1), type);
        var down = Waves(centre.Y, Coordinates.FrequencyY(grid, product.device));
        var right = Waves(centre.X, Coordinates.FrequencyX(grid, product.device));
        var correlation = torch.matmul(torch.matmul(down, product), right.t()).real.to(torch.ScalarType.Float64).cpu().contiguous();
        var values = correlation.data<double>().ToArray();
        var side = 2 * half + 1;
        var (row, column) = Math.DivRem(Array.IndexOf(values, values.Max()), side);
        double At(int i, int j) => values[Math.Clamp(i, 0, side - 1) * side + Math.Clamp(j, 0, side - 1)];
        var x = column - half + Vertex(At(row, column - 1), At(row, column), At(row, column + 1));
        var y = row - half + Vertex(At(row - 1, column), At(row, column), At(row + 1, column));
        return (centre.X + x * step * grid.Pitch, centre.Y + y * step * grid.Pitch);
    }

    private static double Vertex(double left, double centre, double right)
    {
        var curvature = left - 2 * centre + right;
        return curvature < 0 ? Math.Clamp(0.5 * (left - right) / curvature, -1, 1) : 0;
    }
}

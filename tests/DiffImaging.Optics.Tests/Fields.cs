using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Optics.Tests;

/// <summary>Fields with a known form, and measures of them.</summary>
internal static class Fields
{
    public static readonly torch.ScalarType Real = torch.ScalarType.Float64;

    public static readonly StageContext Double = new(torch.CPU, Precision.Double, 1);

    public static readonly StageContext Single = new(torch.CPU, Precision.Single, 1);

    public static torch.Tensor Scalar(double value) => torch.tensor(value, Real);

    public static torch.Tensor SquaredRadius(SamplingGrid grid) =>
        Coordinates.X(grid, torch.CPU).square() + Coordinates.Y(grid, torch.CPU).square();

    public static torch.Tensor ToComplex(torch.Tensor real) => torch.complex(real, torch.zeros_like(real));

    /// <summary>Makes the paraxial Gaussian beam of the waist w₀ at the distance z behind the waist, without the carrier:
    /// q₀/q · exp(ik r² / 2q), q = z + q₀, q₀ = −i z_R.</summary>
    public static torch.Tensor GaussianBeam(SamplingGrid grid, Light light, double waist, double distance)
    {
        var rayleigh = 0.5 * light.Wavenumber * waist * waist;
        var start = new System.Numerics.Complex(0, -rayleigh);
        var q = distance + start;
        var exponent = new System.Numerics.Complex(0, light.Wavenumber / 2) / q;
        var (amplitude, r2) = (start / q, SquaredRadius(grid));
        return Phasor.Of(exponent.Imaginary * r2 + amplitude.Phase) * (exponent.Real * r2).exp() * amplitude.Magnitude;
    }

    public static double Norm(torch.Tensor tensor) => tensor.abs().square().sum().sqrt().item<double>();

    public static double RelativeError(torch.Tensor found, torch.Tensor expected) => Norm(found - expected) / Norm(expected);

    public static double Inner(torch.Tensor a, torch.Tensor b)
    {
        var product = a.conj() * b;
        return (product.is_complex() ? product.real : product).sum().item<double>();
    }

    /// <summary>Draws a field, complex128, by a fixed seed.</summary>
    public static torch.Tensor Random(long seed, params long[] shape)
    {
        using var generator = new torch.Generator((ulong)seed, torch.CPU);
        return torch.complex(torch.randn(shape, Real, generator: generator), torch.randn(shape, Real, generator: generator));
    }

    /// <summary>Draws a field whose spectrum is zero from the given share of the Nyquist frequency on.</summary>
    public static torch.Tensor RandomBandLimited(long seed, SamplingGrid grid, double share)
    {
        var limit = share * grid.Nyquist;
        var inside = (Coordinates.FrequencyX(grid, torch.CPU).abs() < limit).logical_and(Coordinates.FrequencyY(grid, torch.CPU).abs() < limit);
        return torch.fft.ifft2(Random(seed, grid.Rows, grid.Columns) * inside.to(Real));
    }

    /// <summary>The centre of a tensor: all but the given share of each edge.</summary>
    public static torch.Tensor Inside(torch.Tensor tensor, double edge)
    {
        var (rows, columns) = (tensor.shape[^2], tensor.shape[^1]);
        var (top, left) = ((long)(edge * rows), (long)(edge * columns));
        return tensor.narrow(-2, top, rows - 2 * top).narrow(-1, left, columns - 2 * left);
    }
}

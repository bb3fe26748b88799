using TorchSharp;

namespace DiffImaging.Optics.Pupils;

/// <summary>Zernike polynomials in Noll's order and normalisation.</summary>
/// <remarks>Each has the mean square 1 over the unit disc, so that a coefficient is its RMS share of the wavefront.
/// Index 1 is piston, 2 and 3 tilt (x, y), 4 defocus. Source: [noll1976], table I.</remarks>
public static class Zernike
{
    /// <summary>Radial order n and signed azimuthal order m of Noll's index; m &gt; 0 is the cosine.</summary>
    /// <param name="index">Noll's index j, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is below 1.</exception>
    public static (int Radial, int Azimuthal) Orders(int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        var radial = 0;
        var rest = index - 1;
        while (rest > radial)
        {
            radial++;
            rest -= radial;
        }

        var magnitude = radial % 2 == 0 ? 2 * ((rest + 1) / 2) : 2 * (rest / 2) + 1;
        return (radial, index % 2 == 0 ? magnitude : -magnitude);
    }

    /// <summary>Evaluates a polynomial at points of the plane.</summary>
    /// <param name="index">Noll's index j, from 1.</param>
    /// <param name="x">Cartesian coordinate over the pupil's radius, float64, any shape.</param>
    /// <param name="y">Likewise.</param>
    /// <returns>Z_j(x, y), also outside the unit disc, where it is continued; float64, broadcast shape, in the caller's dispose scope.</returns>
    public static torch.Tensor Evaluate(int index, torch.Tensor x, torch.Tensor y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        using var scope = torch.NewDisposeScope();
        var (n, m) = Orders(index);
        var order = Math.Abs(m);
        var squared = x.square() + y.square();

        // The radial polynomial without its factor r^|m|, which the angular part carries: no angle, no singularity at 0.
        var radial = torch.zeros_like(squared);
        for (var s = 0; s <= (n - order) / 2; s++)
        {
            var coefficient = Math.Pow(-1, s) * Factorial(n - s)
                / (Factorial(s) * Factorial((n + order) / 2 - s) * Factorial((n - order) / 2 - s));
            radial += coefficient * squared.pow((n - order) / 2 - s);
        }

        var (cosine, sine) = AngularPart(order, x, y);
        var norm = Math.Sqrt(m == 0 ? n + 1 : 2 * (n + 1));
        return (norm * radial * (m >= 0 ? cosine : sine)).MoveToOuterDisposeScope();
    }

    // r^m cos(mθ) and r^m sin(mθ) as real and imaginary part of (x + iy)^m.
    private static (torch.Tensor Cosine, torch.Tensor Sine) AngularPart(int order, torch.Tensor x, torch.Tensor y)
    {
        torch.Tensor cosine = torch.ones_like(x + y), sine = torch.zeros_like(x + y);
        for (var step = 0; step < order; step++)
        {
            (cosine, sine) = (cosine * x - sine * y, cosine * y + sine * x);
        }

        return (cosine, sine);
    }

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}

namespace DiffImaging.Plugins.Regularizers.Quadratic.Fit;

/// <summary>The Whittle likelihood V(u) = Σ_f [log M(f) + P(f)/M(f)], M = A (1 + (2πℓf)²)^(−p/2) + w, of the logarithms
/// u = (log A, log ℓ, log p, log w); without a fourth, w = 0.</summary>
/// <remarks>Up to a constant, V times half the number of real parts is the negative logarithm of the image's density: P over M is
/// chi-squared distributed. Source: [whittle1954].</remarks>
internal sealed class WhittleLikelihood(RadialPeriodogram periodogram)
{
    /// <summary>Computes V.</summary>
    public double Value(ReadOnlySpan<double> u)
    {
        var total = 0.0;
        foreach (var ring in periodogram.Rings)
        {
            var (signal, floor) = Model(u, ring.SquaredFrequency);
            var model = signal + floor;
            total += ring.Count * (Math.Log(model) + ring.Power / model);
        }

        return total;
    }

    /// <summary>Computes the gradient of V and the expectation of its second derivative, Σ_f ∂log M ∂log Mᵀ.</summary>
    public (double[] Gradient, double[,] Curvature) Derivatives(ReadOnlySpan<double> u)
    {
        var gradient = new double[u.Length];
        var curvature = new double[u.Length, u.Length];
        Span<double> slope = stackalloc double[u.Length];
        foreach (var ring in periodogram.Rings)
        {
            var (signal, floor) = Model(u, ring.SquaredFrequency);
            var model = signal + floor;
            var (share, exponent, bend) = (signal / model, Math.Exp(u[2]), Bend(u, ring.SquaredFrequency));
            slope[0] = share;
            slope[1] = -share * exponent * bend / (1 + bend);
            slope[2] = -share * exponent / 2 * Math.Log(1 + bend);
            if (u.Length > 3)
            {
                slope[3] = floor / model;
            }

            for (var row = 0; row < u.Length; row++)
            {
                gradient[row] += ring.Count * (1 - ring.Power / model) * slope[row];
                for (var column = 0; column < u.Length; column++)
                {
                    curvature[row, column] += ring.Count * slope[row] * slope[column];
                }
            }
        }

        return (gradient, curvature);
    }

    private static (double Signal, double Floor) Model(ReadOnlySpan<double> u, double squaredFrequency) =>
        (Math.Exp(u[0] - Math.Exp(u[2]) / 2 * Math.Log(1 + Bend(u, squaredFrequency))), u.Length > 3 ? Math.Exp(u[3]) : 0);

    private static double Bend(ReadOnlySpan<double> u, double squaredFrequency) => 4 * Math.PI * Math.PI * Math.Exp(2 * u[1]) * squaredFrequency;
}

using DiffImaging.Optics.Pupils;

namespace DiffImaging.Plugins.FourierPtychography.Pupils;

/// <summary>Zernike polynomials as sums of monomials x^a y^b, so that a wavefront of any number of modes costs one polynomial.</summary>
/// <remarks>Noll's order and normalisation, as <see cref="Zernike"/>: Z(x, y) = N Σ_s c_s (x² + y²)^k Re or Im (x + iy)^|m|.</remarks>
internal static class PupilPolynomial
{
    /// <summary>Largest radial order of some modes; 0 for none.</summary>
    public static int Degree(IEnumerable<int> modes) => modes.Select(mode => Zernike.Orders(mode).Radial).DefaultIfEmpty().Max();

    /// <summary>Coefficients of a mode.</summary>
    /// <param name="mode">Noll's index.</param>
    /// <param name="degree">Degree of the table, at least that of the mode.</param>
    /// <returns>Row-major, [degree + 1, degree + 1]: the coefficient of x^a y^b at b (degree + 1) + a.</returns>
    public static double[] Monomials(int mode, int degree)
    {
        var (n, m) = Zernike.Orders(mode);
        var order = Math.Abs(m);
        var size = degree + 1;
        var result = new double[size * size];
        var norm = Math.Sqrt(m == 0 ? n + 1 : 2 * (n + 1));
        for (var s = 0; s <= (n - order) / 2; s++)
        {
            var power = (n - order) / 2 - s;
            var radial = norm * Math.Pow(-1, s) * Factorial(n - s) / (Factorial(s) * Factorial((n + order) / 2 - s) * Factorial((n - order) / 2 - s));
            for (var i = 0; i <= power; i++)
            {
                // (x² + y²)^power has the term C(power, i) x^2(power−i) y^2i; (x + iy)^order C(order, j) x^(order−j) (iy)^j.
                for (var j = m >= 0 ? 0 : 1; j <= order; j += 2)
                {
                    var sign = j / 2 % 2 == 0 ? 1 : -1;
                    var (a, b) = (2 * (power - i) + order - j, 2 * i + j);
                    result[b * size + a] += sign * radial * Binomial(power, i) * Binomial(order, j);
                }
            }
        }

        return result;
    }

    /// <summary>Computes Σ c x^a y^b.</summary>
    /// <param name="coefficients">As of <see cref="Monomials"/>, or a sum of such.</param>
    /// <param name="degree">Degree of the table.</param>
    /// <param name="x">x over the disc's radius.</param>
    /// <param name="y">y over the disc's radius.</param>
    public static double Evaluate(double[] coefficients, int degree, double x, double y)
    {
        // Horner, in y over polynomials in x.
        var sum = 0.0;
        for (var b = degree; b >= 0; b--)
        {
            var row = 0.0;
            for (var a = degree; a >= 0; a--)
            {
                row = row * x + coefficients[b * (degree + 1) + a];
            }

            sum = sum * y + row;
        }

        return sum;
    }

    private static double Binomial(int n, int k) => Factorial(n) / (Factorial(k) * Factorial(n - k));

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}

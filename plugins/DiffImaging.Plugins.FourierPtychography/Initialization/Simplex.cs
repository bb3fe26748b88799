namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Search for a maximum without derivatives, by the simplex method of Nelder and Mead.</summary>
/// <remarks>Source: [nelder1965], with the usual coefficients 1, 2, ½, ½.</remarks>
internal static class Simplex
{
    /// <summary>Climbs from a start.</summary>
    /// <param name="value">The function.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="step">Length of the first simplex's edges.</param>
    /// <param name="iterations">Most steps.</param>
    /// <param name="tolerance">It ends when the corners' values differ by less.</param>
    /// <returns>The best place seen and its value.</returns>
    public static (double[] Place, double Value) Maximise(Func<double[], double> value, double[] start, double step, int iterations, double tolerance = 1e-7)
    {
        var corners = Enumerable.Range(-1, start.Length + 1)
            .Select(axis => start.Select((number, index) => index == axis ? number + step : number).ToArray())
            .Select(place => (Place: place, Value: value(place)))
            .ToArray();
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            Array.Sort(corners, (a, b) => b.Value.CompareTo(a.Value));
            if (corners[0].Value - corners[^1].Value < tolerance)
            {
                break;
            }

            var centre = start.Select((_, index) => corners[..^1].Average(corner => corner.Place[index])).ToArray();
            (double[] Place, double Value) Try(double factor)
            {
                var place = centre.Zip(corners[^1].Place, (middle, worst) => middle + factor * (middle - worst)).ToArray();
                return (place, value(place));
            }

            var reflected = Try(1);
            if (reflected.Value > corners[0].Value)
            {
                var expanded = Try(2);
                corners[^1] = expanded.Value > reflected.Value ? expanded : reflected;
            }
            else if (reflected.Value > corners[^2].Value)
            {
                corners[^1] = reflected;
            }
            else
            {
                var contracted = reflected.Value > corners[^1].Value ? Try(0.5) : Try(-0.5);
                if (contracted.Value > Math.Max(reflected.Value, corners[^1].Value))
                {
                    corners[^1] = contracted;
                }
                else
                {
                    for (var corner = 1; corner < corners.Length; corner++)
                    {
                        var place = corners[corner].Place.Zip(corners[0].Place, (far, best) => (far + best) / 2).ToArray();
                        corners[corner] = (place, value(place));
                    }
                }
            }
        }

        return corners.MaxBy(corner => corner.Value);
    }
}

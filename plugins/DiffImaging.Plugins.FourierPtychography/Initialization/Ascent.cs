namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Maximum of a smooth function of a few numbers by L-BFGS with a backtracking line search.</summary>
/// <remarks>Source: [nocedal2006], algorithm 7.5.</remarks>
internal static class Ascent
{
    private const int Memory = 8;
    private const double Sufficient = 1e-4;
    private const int Cuts = 12;

    /// <summary>Climbs from a start.</summary>
    /// <param name="evaluate">Value and gradient.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="scales">A natural step of each number.</param>
    /// <param name="iterations">Most steps.</param>
    public static (double[] Place, double Value) Maximise(
        Func<double[], (double Value, double[] Gradient)> evaluate, double[] start, double[] scales, int iterations)
    {
        (double Cost, double[] Slope) At(double[] q)
        {
            var (value, gradient) = evaluate([.. q.Zip(scales, (number, scale) => number * scale)]);
            return (-value, [.. gradient.Zip(scales, (part, scale) => -part * scale)]);
        }

        var place = start.Zip(scales, (number, scale) => number / scale).ToArray();
        var (cost, slope) = At(place);
        var pairs = new List<(double[] Step, double[] Change, double Product)>();
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var direction = Direction(slope, pairs);
            var descent = Dot(direction, slope);
            if (!(descent < 0))
            {
                (direction, descent) = ([.. slope.Select(part => -part)], -Dot(slope, slope));
                pairs.Clear();
            }

            if (descent > -1e-16)
            {
                break;
            }

            // Without curvature yet: a step of a quarter of the natural scale.
            var share = pairs.Count == 0 ? 0.25 / Math.Sqrt(Dot(direction, direction)) : 1;
            var (next, found) = (place, (Cost: cost, Slope: slope));
            var isLower = false;
            for (var cut = 0; cut < Cuts && !isLower; cut++, share *= 0.4)
            {
                next = [.. place.Zip(direction, (number, move) => number + share * move)];
                found = At(next);
                isLower = found.Cost < cost + Sufficient * share * descent;
            }

            if (!isLower)
            {
                break;
            }

            var step = next.Zip(place, (after, before) => after - before).ToArray();
            var change = found.Slope.Zip(slope, (after, before) => after - before).ToArray();
            if (Dot(step, change) is > 1e-14 and var product)
            {
                pairs.Add((step, change, product));
                pairs.RemoveRange(0, Math.Max(0, pairs.Count - Memory));
            }

            (place, cost, slope) = (next, found.Cost, found.Slope);
        }

        return ([.. place.Zip(scales, (number, scale) => number * scale)], -cost);
    }

    private static double[] Direction(double[] slope, List<(double[] Step, double[] Change, double Product)> pairs)
    {
        var result = slope.Select(part => -part).ToArray();
        var factors = new double[pairs.Count];
        for (var index = pairs.Count - 1; index >= 0; index--)
        {
            factors[index] = Dot(pairs[index].Step, result) / pairs[index].Product;
            Add(result, pairs[index].Change, -factors[index]);
        }

        if (pairs.Count > 0)
        {
            var scale = pairs[^1].Product / Dot(pairs[^1].Change, pairs[^1].Change);
            result = [.. result.Select(part => part * scale)];
        }

        for (var index = 0; index < pairs.Count; index++)
        {
            Add(result, pairs[index].Step, factors[index] - Dot(pairs[index].Change, result) / pairs[index].Product);
        }

        return result;
    }

    private static void Add(double[] sum, double[] term, double factor)
    {
        for (var index = 0; index < sum.Length; index++)
        {
            sum[index] += factor * term[index];
        }
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}

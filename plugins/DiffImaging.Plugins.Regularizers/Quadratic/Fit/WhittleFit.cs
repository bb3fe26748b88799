using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Regularizers.Quadratic.Fit;

/// <summary>A Matérn spectrum fitted to an image by the maximum of its Whittle likelihood.</summary>
/// <param name="Spectrum">S.</param>
/// <param name="Floor">w, a white density beside S: the noise of the image; 0 where none is needed.</param>
/// <param name="AtBounds">Names of the numbers that lie on a bound, so that the image does not determine them.</param>
internal sealed record WhittleFit(MaternSpectrum Spectrum, double Floor, IReadOnlyList<string> AtBounds)
{
    /// <summary>Smallest exponent: nearly white.</summary>
    public const double SmallestExponent = 0.1;

    /// <summary>Largest exponent: beyond it S at the edge of a large grid is no number of single precision.</summary>
    public const double LargestExponent = 8;

    // The likelihood of ℓ and p has a curved valley and, with a floor, more than one: it is entered from several places.
    private const int Starts = 6;
    private const double StartExponent = 3;

    // Far outside of what an image can have; there so that no logarithm runs away.
    private const double Beyond = 1e9;

    /// <summary>Fits; null where there are fewer rings than twice the numbers sought, or nothing in them.</summary>
    /// <param name="periodogram">What is fitted.</param>
    /// <param name="grid">Its grid; ℓ lies between its pitch and its longer side.</param>
    public static WhittleFit? To(RadialPeriodogram periodogram, SamplingGrid grid)
    {
        var mean = periodogram.Rings.Count >= 8 ? periodogram.Mean : 0;
        if (!(mean > 0) || !double.IsFinite(mean))
        {
            return null;
        }

        double[] lower = [Math.Log(mean / Beyond), Math.Log(grid.Pitch), Math.Log(SmallestExponent), Math.Log(mean / Beyond)];
        double[] upper = [Math.Log(mean * Beyond), Math.Log(Math.Max(grid.Width, grid.Height)), Math.Log(LargestExponent), Math.Log(mean * Beyond)];
        var likelihood = new WhittleLikelihood(periodogram);
        var starts = Enumerable.Range(0, Starts).Select(index => Start(periodogram, lower[1] + (upper[1] - lower[1]) * (index + 0.5) / Starts)).ToList();
        var bare = starts.Select(start => DampedScoring.Minimize(likelihood, start[..3], lower[..3], upper[..3])).MinBy(found => found.Value);
        var noisy = starts.Select(start => DampedScoring.Minimize(likelihood, start, lower, upper)).MinBy(found => found.Value);

        // Half the number of parts makes V a logarithm of the density; one number more must gain half of log n [schwarz1978].
        var hasFloor = 0.5 * periodogram.Parts * (bare.Value - noisy.Value) > 0.5 * Math.Log((double)periodogram.Parts * periodogram.Count);
        var point = hasFloor ? noisy.Point : bare.Point;
        string[] names = ["level", "correlation length", "exponent", "noise floor"];
        return new WhittleFit(
            new MaternSpectrum(Math.Exp(point[0]), Math.Exp(point[1]), Math.Exp(point[2])), hasFloor ? Math.Exp(point[3]) : 0,
            [.. names.Where((_, index) => index < point.Length && (point[index] <= lower[index] || point[index] >= upper[index]))]);
    }

    // At given ℓ and p the best A without a floor is the mean of P over the form; the floor begins at half of what the outermost tenth shows.
    private static double[] Start(RadialPeriodogram periodogram, double logarithm)
    {
        var scale = 4 * Math.PI * Math.PI * Math.Exp(2 * logarithm);
        var level = periodogram.Rings.Sum(ring => ring.Count * ring.Power * Math.Pow(1 + scale * ring.SquaredFrequency, StartExponent / 2)) / periodogram.Count;
        var outer = periodogram.Rings.Skip(periodogram.Rings.Count * 9 / 10).ToList();
        var floor = 0.5 * outer.Sum(ring => ring.Count * ring.Power) / outer.Sum(ring => ring.Count);
        return [Math.Log(level), logarithm, Math.Log(StartExponent), Math.Log(Math.Max(floor, 1e-6 * periodogram.Mean))];
    }
}

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Maximises the coherence over the wavefront: coarse frequencies first, from the nominal wavefront; where that fails, from random starts and by hops from the best.</summary>
/// <remarks>At the lowest frequencies the wavefront only shifts the images, by its slope at −ν: there the coherence has one broad maximum, and
/// every wider band begins where the narrower one has ended. Where the array's pose is off by a bin the narrowest band misleads, and leads every
/// start to the same wrong place: each start is therefore taken through the wider bands alone, too. A false wavefront stays below a coherence of 0.75, a right one comes
/// above 0.8 (measured on simulated and real stacks): the search ends above <see cref="Accepted"/>. Of three or four frames a false
/// one comes above that, too, and the right one only higher.</remarks>
/// <param name="coherence">The coherence over the bands of <see cref="Bands"/>.</param>
/// <param name="scales">What a large coefficient is, for each mode, in its unit.</param>
/// <param name="seed">Seed of the random starts.</param>
/// <param name="accepted">Coherence above which the search ends; infinite for all its trials.</param>
internal sealed class PupilSearch(SidebandCoherence coherence, double[] scales, long seed, double accepted = PupilSearch.Accepted)
{
    /// <summary>Coherence above which a wavefront is taken to be right.</summary>
    public const double Accepted = 0.80;

    /// <summary>The bands in turn.</summary>
    public static readonly CoherenceBand[] Bands =
        [new(0.15, Sidebands.SingleAndDouble), new(0.3, Sidebands.Single), new(0.5, Sidebands.Single), new(1, Sidebands.Single), new(2, Sidebands.Single)];

    private const int RandomStarts = 8;
    private const int Hops = 30;
    private const int FirstBandOfHops = 3;
    private static readonly int[] FirstBands = [0, 1, 2];
    private static readonly int[] Iterations = [20, 15, 15, 15, 25];

    private readonly Random _random = new((int)(seed % int.MaxValue));

    /// <summary>Searches.</summary>
    /// <param name="nominal">Coefficients where the search begins.</param>
    /// <param name="cancellation">Cancels the search.</param>
    /// <returns>The best coefficients, the coherence there, and the number of starts and hops that it took.</returns>
    public (double[] Coefficients, double Coherence, int Trials) Find(double[] nominal, CancellationToken cancellation)
    {
        var best = (Place: nominal, Value: double.NegativeInfinity);
        var trials = 0;
        foreach (var (start, firstBand) in Starts(nominal).SelectMany(start => FirstBands.Select(band => (start, band))))
        {
            cancellation.ThrowIfCancellationRequested();
            Consider(start, firstBand);
            if (best.Value > accepted)
            {
                return (best.Place, best.Value, trials);
            }
        }

        for (var hop = 0; hop < Hops && best.Value <= accepted; hop++)
        {
            cancellation.ThrowIfCancellationRequested();
            var size = hop % 2 == 0 ? 1.2 : 0.6;
            Consider([.. best.Place.Zip(scales, (value, scale) => _random.NextDouble() < 0.35 ? value + size * scale * Normal() : value)], FirstBandOfHops);
        }

        return (best.Place, best.Value, trials);

        void Consider(double[] start, int firstBand)
        {
            trials++;
            var place = start;
            var value = 0.0;
            for (var band = firstBand; band < Bands.Length; band++)
            {
                (place, value) = Ascent.Maximise(q => coherence.Evaluate(q, band), place, scales, Iterations[band]);
            }

            if (value > best.Value)
            {
                best = (place, value);
            }
        }
    }

    // The nominal wavefront, then defocused by twice the scale, then at random.
    private IEnumerable<double[]> Starts(double[] nominal)
    {
        yield return nominal;
        yield return [nominal[0] - 2 * scales[0], .. nominal[1..]];
        yield return [nominal[0] + 2 * scales[0], .. nominal[1..]];
        for (var index = 0; index < RandomStarts; index++)
        {
            yield return [.. nominal.Zip(scales, (value, scale) => value + scale * Normal())];
        }
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

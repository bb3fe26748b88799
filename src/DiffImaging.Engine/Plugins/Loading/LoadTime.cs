namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>How long a plugin may take to load. Each that never comes to an end leaves the next a quarter of its time: however many there are, who waits for the whole list waits little longer than for one.</summary>
/// <param name="longest">The seconds that the list grants.</param>
internal sealed class LoadTime(double longest)
{
    private const double Share = 0.25;

    // Enough for a plugin that does nothing odd.
    private const double Least = 2;

    private readonly double _longest = longest;

    /// <summary>Seconds that the next one has.</summary>
    public double Seconds { get; private set; } = longest;

    /// <summary>Where the time comes from, in words.</summary>
    public string Origin => Seconds < _longest ? FormattableString.Invariant($"what endless plugins before it have left of {_longest:G4} s, the 'loadTimeout' of the list") : "the 'loadTimeout' of the list";

    /// <summary>One has taken its whole time and is given up.</summary>
    public void Spend() => Seconds = Math.Min(Seconds, Math.Max(Share * Seconds, Least));
}

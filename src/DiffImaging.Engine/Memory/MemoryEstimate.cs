using System.Globalization;

namespace DiffImaging.Engine.Memory;

/// <summary>What the process of a run is expected to hold at most, in bytes, by what takes it.</summary>
/// <param name="Program">The program with its libraries and plugins.</param>
/// <param name="Measurement">Measured and predicted pixels.</param>
/// <param name="Objects">What solvers, regularizers and transforms keep of the size of the object.</param>
/// <param name="Signals">Signals of the frames that are computed at once, with what derivatives need.</param>
public sealed record MemoryEstimate(long Program, long Measurement, long Objects, long Signals)
{
    /// <summary>All together.</summary>
    public long Total => Program + Measurement + Objects + Signals;

    /// <summary>The estimate for people, such as <c>about 1.2 GB (program 0.4, …)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"about {Text(Total)} GB (program {Text(Program)}, measurement {Text(Measurement)}, object and solver {Text(Objects)}, signals {Text(Signals)})");

    /// <summary>The larger of two, item by item: of parts of a run that follow each other.</summary>
    public MemoryEstimate Or(MemoryEstimate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new MemoryEstimate(
            Math.Max(Program, other.Program), Math.Max(Measurement, other.Measurement), Math.Max(Objects, other.Objects), Math.Max(Signals, other.Signals));
    }

    /// <summary>Bytes in units of 10⁹, with two digits.</summary>
    internal static string Text(long bytes) => (bytes / 1e9) switch
    {
        < 0.095 => (bytes / 1e9).ToString("0.00", CultureInfo.InvariantCulture),
        < 9.95 => (bytes / 1e9).ToString("0.0", CultureInfo.InvariantCulture),
        _ => (bytes / 1e9).ToString("0", CultureInfo.InvariantCulture),
    };
}

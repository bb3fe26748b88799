namespace DiffImaging.Reporting.Studies;

/// <summary>A number a study was made for, with what it must and should be; values in SI.</summary>
/// <param name="Name">What it is, as "median distance error, blind".</param>
/// <param name="Unit">SI unit; empty for a number.</param>
/// <param name="Value">What was found; NaN when it could not be measured.</param>
/// <param name="Better">Which way is better.</param>
public sealed record FigureOfMerit(string Name, string Unit, double Value, Preference Better = Preference.Lower)
{
    /// <summary>The bound it must keep, itself allowed; null for none.</summary>
    public double? Must { get; init; }

    /// <summary>The bound it should keep, itself allowed; null for none.</summary>
    public double? Aim { get; init; }

    /// <summary>Standard deviation of the value; null when unknown.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Compares the value with its bounds.</summary>
    public Verdict Verdict => this switch
    {
        { Must: null, Aim: null } => Verdict.Reported,
        _ when !double.IsFinite(Value) => Verdict.NotMeasured,
        { Must: { } must } when !Keeps(must) => Verdict.NotMet,
        { Aim: { } aim } when !Keeps(aim) => Verdict.AimNotMet,
        _ => Verdict.Met,
    };

    /// <summary>Whether the value keeps a bound.</summary>
    internal bool Keeps(double bound) =>
        double.IsFinite(Value) && (Better == Preference.Lower ? Value <= bound : Value >= bound);
}

using System.ComponentModel;
using DiffImaging.Engine.Experiments;
using DiffImaging.Reporting.Studies;

namespace DiffImaging.Host.Studies;

/// <summary>A figure of a study with its must and its aim.</summary>
internal sealed record StudyFigure
{
    [Description("Name of the figure.")]
    public required string Name { get; init; }

    [Description("Variants whose runs count; empty for all.")]
    public IReadOnlyList<string> Variants { get; init; } = [];

    [Description("Scenario whose runs count.")]
    public Scenario Scenario { get; init; } = Scenario.Blind;

    [Description("A metric of the result, or estimate.stage.name, iterations, elapsedSeconds, reached, arrivalSeconds, arrivalIterations, timesFaster; one asterisk stands for anything, and all metrics that fit count together.")]
    public required string Of { get; init; }

    [Description("Subtracted from each value.")]
    public double Minus { get; init; }

    [Description("The value is how much less this scenario has than the given one, seed by seed.")]
    public Scenario? LossAgainst { get; init; }

    [Description("The value is the difference from this variant's, seed by seed.")]
    public string? Against { get; init; }

    [Description("A metric of the same run that is subtracted from each value, such as its bias; an asterisk stands for what it stands for in of.")]
    public string? Less { get; init; }

    [Description("Whether the mean over all runs that count, of each metric, is subtracted from each value.")]
    public bool AboutMean { get; init; }

    [Description("Whether the plane over the positions of the variants that fits best is subtracted from the values, and what is left enlarged by √(n/(n − 3)): it scatters then as the n values do.")]
    public bool AboutPlane { get; init; }

    [Description("A metric of the same run that each value is divided by, such as its standard deviation; an asterisk stands for what it stands for in of.")]
    public string? Over { get; init; }

    [Description("Whether every value is divided by the root mean square of over, of all runs together, in place of its own: standard deviations that were found from few numbers scatter themselves.")]
    public bool Together { get; init; }

    [Description("Whether absolute values count.")]
    public bool Absolute { get; init; }

    [Description("Whether runs that have not the metric are left out; otherwise the figure is not measured then.")]
    public bool WhereMeasured { get; init; }

    [Description("median, mean, minimum, maximum, percentile95, spread, root-mean-square, largest-mean or coverage95.")]
    public Statistic Statistic { get; init; } = Statistic.Median;

    [Description("Its unit.")]
    public string Unit { get; init; } = "1";

    [Description("lower or higher is better.")]
    public Preference Better { get; init; } = Preference.Lower;

    [Description("What it must reach.")]
    public double? Must { get; init; }

    [Description("What it aims at.")]
    public double? Aim { get; init; }
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Engine.Optimization;

/// <summary>A weight β that may change over the iterations of the whole schedule, geometrically from start to end.</summary>
public sealed record WeightOptions
{
    /// <summary>Weight of the first iteration.</summary>
    [Description("Weight of the first iteration."), Range(0, 1e30)]
    public double Start { get; init; }

    /// <summary>Weight after <see cref="Iterations"/>; null keeps the start.</summary>
    [Description("Weight after the given iterations; leave out to keep the start."), Range(0, 1e30)]
    public double? End { get; init; }

    /// <summary>Iterations over which the weight changes.</summary>
    [Description("Iterations over which the weight changes."), Range(1, 1000000)]
    public int Iterations { get; init; } = 100;

    /// <summary>The weight times a factor.</summary>
    public WeightOptions Times(double factor) => this with { Start = Start * factor, End = End * factor };

    /// <summary>The weight at an iteration, counted over all phases from 0.</summary>
    public double At(int iteration)
    {
        if (End is not { } end || Start <= 0 || end <= 0)
        {
            return Start;
        }

        var progress = Math.Min(1, iteration / (double)Iterations);
        return Start * Math.Pow(end / Start, progress);
    }
}

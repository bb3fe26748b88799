using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace DiffImaging.Engine.Weights;

/// <summary>The section <c>weights</c>: one factor for the weights of some regularizers, chosen by the measurement.</summary>
/// <remarks>Each trial costs the first phases of the schedule, from the same first guess.</remarks>
public sealed record WeightChoiceOptions
{
    /// <summary>By what the factor is chosen.</summary>
    [Description("given: the weights stay; discrepancy: the largest factor with which the residual over the noise, χ²/N, is at most the target; held-out: the one with which the frames of data:heldOut are explained best.")]
    public WeightCriterion By { get; init; } = WeightCriterion.Given;

    /// <summary>Names of the regularizers; empty for all.</summary>
    [Description("Names of the regularizers whose weights are multiplied by the factor; all where empty.")]
    public IReadOnlyList<string> Regularizers { get; init; } = [];

    /// <summary>The residual over the noise that is aimed at.</summary>
    [Description("χ²/N that is aimed at (discrepancy). Less than 1 where the object takes up a share of the noise: a model of as many numbers as pixels leaves less than N."), Range(1e-6, 1e6)]
    public double Target { get; init; } = 1;

    /// <summary>Smallest factor.</summary>
    [Description("Smallest factor."), Range(1e-12, 1e12)]
    public double Lowest { get; init; } = 0.01;

    /// <summary>Largest factor.</summary>
    [Description("Largest factor."), Range(1e-12, 1e12)]
    public double Highest { get; init; } = 100;

    /// <summary>Factors that are tried.</summary>
    [Description("Factors that are tried."), Range(3, 1000)]
    public int Trials { get; init; } = 9;

    /// <summary>Name of the phase after which they are compared; empty for the last.</summary>
    [Description("Name of the phase after which they are compared; the last where left out.")]
    public string Until { get; init; } = "";

    /// <summary>Most iterations of each phase in a trial.</summary>
    [Description("Most iterations of each phase in a trial."), Range(1, 1000000)]
    public int Iterations { get; init; } = 50;
}

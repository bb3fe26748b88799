namespace DiffImaging.Sdk.Composition;

/// <summary>What holds of a component with these options beyond its contract, so that it can be checked; by default what holds of most.</summary>
public sealed record ComponentTraits
{
    /// <summary>Of a fidelity term: a typical prediction, in the unit of the measurement.</summary>
    public double Level { get; init; } = 1;

    /// <summary>Of a fidelity term: whether the loss is least where prediction and measurement agree. Not so where the variance depends on the prediction.</summary>
    public bool IsLeastAtMeasurement { get; init; } = true;

    /// <summary>Of a fidelity term: relative difference between its expected curvature and the second derivative of the loss where prediction and measurement agree; null where
    /// they are different things, as of a robust term.</summary>
    public double? CurvatureTolerance { get; init; } = 1e-4;

    /// <summary>Of a noise model: expected intensities that it is made for, in the unit of the measurement.</summary>
    public IReadOnlyList<double> Levels { get; init; } = [1, 10, 100];

    /// <summary>Of a noise model: whether the mean of recordings is the expected intensity. Not so with a background, or a cut at saturation.</summary>
    public bool IsUnbiased { get; init; } = true;

    /// <summary>Of a constraint: whether its set is convex.</summary>
    public bool IsConvex { get; init; } = true;

    /// <summary>Of a regularizer: a step of the proximal operator that changes an object of spread 0.1 and does not flatten it.</summary>
    public double ProximalStep { get; init; } = 0.05;
}

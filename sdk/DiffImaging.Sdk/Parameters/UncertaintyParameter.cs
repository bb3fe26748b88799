namespace DiffImaging.Sdk.Parameters;

/// <summary>An imperfection of the system that a stage depends on: θ, or a part of it.</summary>
public sealed record UncertaintyParameter
{
    /// <summary>Name, unique in its stage, in camelCase.</summary>
    public required string Name { get; init; }

    /// <summary>SI unit; "1" for a pure number, "rad" for an angle, "px" for pixels.</summary>
    public required string Unit { get; init; }

    /// <summary>What the parameter is, in one sentence.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Sizes of the tensor; empty for a scalar, [frames] for one value per frame.</summary>
    public IReadOnlyList<long> Shape { get; init; } = [];

    /// <summary>For each frame the index along the first axis of the only elements that this frame depends on; null where every frame
    /// may depend on every element.</summary>
    /// <remarks>One value per frame is 0, 1, 2, …; a distance for each group of three frames 0, 0, 0, 1, 1, 1, …. A solver then
    /// finds the derivatives by all elements at once.</remarks>
    public IReadOnlyList<int>? ElementOfFrame { get; init; }

    /// <summary>The kind of ignorance.</summary>
    public required UncertaintyKind Kind { get; init; }

    /// <summary>Where it comes from.</summary>
    public required UncertaintySource Source { get; init; }

    /// <summary>Nominal value of every element, in row-major order.</summary>
    public required IReadOnlyList<double> Nominal { get; init; }

    /// <summary>Prior about the nominal value; null for none.</summary>
    public GaussianPrior? Prior { get; init; }

    /// <summary>Bounds of every element; null for none.</summary>
    public ParameterBounds? Bounds { get; init; }

    /// <summary>What "a small step" means, in the parameter's unit: a change that is just seen in the measurement.</summary>
    public required double Scale { get; init; }

    /// <summary>What is done with the parameter.</summary>
    public ParameterMode Mode { get; init; } = ParameterMode.Fixed;

    /// <summary>Number of elements.</summary>
    public int Count => Nominal.Count;
}

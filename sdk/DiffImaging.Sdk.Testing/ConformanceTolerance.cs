namespace DiffImaging.Sdk.Testing;

/// <summary>The tolerances and steps of the kit, each with its reason.</summary>
public static class ConformanceTolerance
{
    /// <summary>Largest step of central differences of a stage, as a share of the natural scale of what is moved.</summary>
    /// <remarks>Differences are of fourth order: where the physics bends on the declared scale, the truncation is below (10⁻²)⁴.
    /// Steps down to a hundred-thousandth of it are tried, for where it bends on a smaller one.</remarks>
    public const double Step = 1e-2;

    /// <summary>Largest step of central differences of a regularizer or a fidelity term, as a share of the variation of its argument.</summary>
    /// <remarks>Smaller, because total variation and its kind bend within a hundredth of the variation.</remarks>
    public const double FineStep = 1e-4;

    /// <summary>Relative error of a directional derivative against central differences, in double precision.</summary>
    /// <remarks>Truncation and rounding together are near 10⁻⁸; a wrong formula is wrong by far more than 10⁻⁶.</remarks>
    public const double Derivative = 1e-6;

    /// <summary>Relative difference of two ways to compute the same derivative exactly, in double precision.</summary>
    /// <remarks>Only rounding over FFTs and sums is between them: some 10⁻¹⁴, with room for cancellation.</remarks>
    public const double Exact = 1e-10;

    /// <summary>Share of Σ|u||f| over the step below which a derivative drowns in the rounding of central differences.</summary>
    /// <remarks>2⁻⁵² for the sum; phases of some 10 turns cost a digit and more.</remarks>
    public const double Rounding = 1e-14;

    /// <summary>Relative difference of single from double precision.</summary>
    /// <remarks>float32 has 6·10⁻⁸; transforms and phases of many turns, reduced in float64 as they should be, stay below 10⁻⁵.</remarks>
    public const double Single = 1e-4;

    /// <summary>Share of the possible decrease that brute force may still find below a proximal operator's result.</summary>
    /// <remarks>Covers inner iterations stopped early and an Evaluate that is smoothed where the operator is exact.</remarks>
    public const double Proximal = 1e-3;

    /// <summary>Change of a point already in the set under a projection, relative to the point.</summary>
    /// <remarks>A projection is a closed formula: rounding only.</remarks>
    public const double Projection = 1e-10;

    /// <summary>Standard errors by which a sample statistic may miss its expectation.</summary>
    /// <remarks>Chance exceeds six of them in 2·10⁻⁹ of all draws; with a fixed seed a pass stays a pass.</remarks>
    public const double StandardErrors = 6;
}

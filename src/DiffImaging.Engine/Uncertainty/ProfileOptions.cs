namespace DiffImaging.Engine.Uncertainty;

/// <summary>How the information on parameters is computed.</summary>
/// <param name="IsExact">Whether the fidelity counts by its second derivatives, or by JᵀWJ in their place.</param>
/// <param name="NoiseFactor">How many times the variance that the fidelity assumes the noise has: it multiplies the covariances, and against the fidelity the parameters' priors.</param>
/// <param name="Iterations">Most products with the matrix for one number.</param>
/// <param name="Tolerance">Share of its first size at which the residual of the linear system is small enough.</param>
public sealed record ProfileOptions(bool IsExact = true, double NoiseFactor = 1, int Iterations = 400, double Tolerance = 1e-4)
{
    /// <summary>Number of random pairs that the slope of ½ log det of the object's block is estimated by; 0 for none.</summary>
    public int BiasSamples { get; init; }

    /// <summary>Cells along each side of the field whose pulls are told apart; 0 for none.</summary>
    public int Cells { get; init; }

    /// <summary>What the run has brought to a minimum at the end; null where that is another function, such as one averaged over the object: then nothing is said of what is left of the way.</summary>
    public EndObjective? Objective { get; init; }

    /// <summary>Keys of object variables that are known, and do not follow.</summary>
    public IReadOnlySet<string> Known { get; init; } = new HashSet<string>();
}

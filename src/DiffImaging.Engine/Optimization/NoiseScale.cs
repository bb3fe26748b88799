namespace DiffImaging.Engine.Optimization;

/// <summary>Whether the fidelity's own noise level is believed.</summary>
public enum NoiseScale
{
    /// <summary>It is: fidelity and priors are weighed as they are.</summary>
    Known,

    /// <summary>The noise level is unknown, or the model is not exact: priors are weighed against the residual that is there, by the factor
    /// 2L / number of pixels.</summary>
    Estimated,
}

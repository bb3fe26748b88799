namespace DiffImaging.Sdk.Stages;

/// <summary>The part of y = f(x, θ), f = f_noise ∘ f_c ∘ f_oc ∘ f_x ∘ f_oi ∘ f_i, that a stage stands for.</summary>
/// <remarks>The values grow in the direction of the light; a pipeline never goes back.</remarks>
public enum StageRole
{
    /// <summary>f_i, the source: coherence, spectrum, intensity.</summary>
    Illumination = 0,

    /// <summary>f_oi, the optics between source and object.</summary>
    IlluminationOptics = 1,

    /// <summary>f_x, the interaction of light and object; owns x.</summary>
    Object = 2,

    /// <summary>f_oc, the optics between object and sensor: propagation, pupil, reference wave.</summary>
    CollectionOptics = 3,

    /// <summary>f_c, detection, sampling, quantisation.</summary>
    Sensor = 4,

    /// <summary>f_noise, the statistics of what is recorded.</summary>
    Noise = 5,
}

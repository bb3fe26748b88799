namespace DiffImaging.Plugins.Regularizers.Sparsity;

/// <summary>Where an image is sparse.</summary>
public enum SparsityDomain
{
    /// <summary>Few pixels differ from the reference.</summary>
    Image,

    /// <summary>Few wavelet coefficients differ from zero.</summary>
    Wavelet,
}

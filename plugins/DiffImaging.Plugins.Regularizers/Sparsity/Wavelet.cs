namespace DiffImaging.Plugins.Regularizers.Sparsity;

/// <summary>An orthonormal wavelet.</summary>
public enum Wavelet
{
    /// <summary>Two coefficients: averages and differences of pairs.</summary>
    Haar,

    /// <summary>Four coefficients, two vanishing moments. Source: [daubechies1988].</summary>
    Daubechies4,
}

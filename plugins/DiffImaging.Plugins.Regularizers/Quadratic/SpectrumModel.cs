namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>How the power spectrum of a Gaussian prior is given.</summary>
public enum SpectrumModel
{
    /// <summary>A closed form: white up to 1/(2π · correlation length), then a power law.</summary>
    Matern,

    /// <summary>A table over spatial frequency.</summary>
    Tabulated,

    /// <summary>The closed form, fitted to the object at the start of every phase.</summary>
    Fitted,
}

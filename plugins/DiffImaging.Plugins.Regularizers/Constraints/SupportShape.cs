namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>The outline of a support.</summary>
public enum SupportShape
{
    /// <summary>A rectangle along the rows and columns.</summary>
    Rectangle,

    /// <summary>A disc.</summary>
    Disc,
}

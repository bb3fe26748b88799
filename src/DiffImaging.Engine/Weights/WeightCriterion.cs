namespace DiffImaging.Engine.Weights;

/// <summary>By what the weights of regularizers are chosen.</summary>
public enum WeightCriterion
{
    /// <summary>They are as the definition gives them.</summary>
    Given,

    /// <summary>The largest with which the residual is still at most the noise: Morozov's discrepancy principle.</summary>
    Discrepancy,

    /// <summary>Those with which the frames that are held out are explained best.</summary>
    HeldOut,
}

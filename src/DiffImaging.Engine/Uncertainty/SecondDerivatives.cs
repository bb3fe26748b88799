namespace DiffImaging.Engine.Uncertainty;

/// <summary>Which second derivatives of the fidelity an error bar is made of.</summary>
public enum SecondDerivatives
{
    /// <summary>Those of the fidelity as it is.</summary>
    Exact,

    /// <summary>JᵀWJ, as they are expected to be where the model is right.</summary>
    Expected,
}

namespace DiffImaging.Sdk.Parameters;

/// <summary>The kind of ignorance that a parameter stands for.</summary>
public enum UncertaintyKind
{
    /// <summary>The same wrong value in every measurement.</summary>
    Systematic,

    /// <summary>Another value in every measurement.</summary>
    Random,

    /// <summary>Lack of knowledge, which more measurement would remove.</summary>
    Epistemic,

    /// <summary>Chance in the process itself, which no measurement removes.</summary>
    Aleatory,

    /// <summary>Several of these at once.</summary>
    Mixed,
}

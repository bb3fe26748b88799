namespace DiffImaging.Sdk.Parameters;

/// <summary>What is done with an uncertainty parameter.</summary>
public enum ParameterMode
{
    /// <summary>It keeps its nominal value.</summary>
    Fixed,

    /// <summary>It is estimated together with the object.</summary>
    Calibrate,

    /// <summary>The hardware is optimised with it.</summary>
    Design,

    /// <summary>It is drawn from its prior for every realisation.</summary>
    Sample,
}

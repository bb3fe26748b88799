namespace DiffImaging.Host.Diagnosis;

/// <summary>How a check ended.</summary>
internal enum CheckState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but something is worth knowing.</summary>
    Warn,

    /// <summary>It does not work.</summary>
    Fail,
}

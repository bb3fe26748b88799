namespace DiffImaging.Reporting.Studies;

/// <summary>How a figure of merit compares with its must and its aim.</summary>
public enum Verdict
{
    /// <summary>There is neither a must nor an aim: the value is only reported.</summary>
    Reported,

    /// <summary>The aim, or the must where there is no aim, is met.</summary>
    Met,

    /// <summary>The must is met, the aim is not; or there is only an aim, and it is not met.</summary>
    AimNotMet,

    /// <summary>The must is not met.</summary>
    NotMet,

    /// <summary>There is no finite value to compare.</summary>
    NotMeasured,
}

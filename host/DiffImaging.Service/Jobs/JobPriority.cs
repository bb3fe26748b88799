namespace DiffImaging.Service.Jobs;

/// <summary>Which of two waiting jobs a free node takes first.</summary>
public enum JobPriority
{
    /// <summary>After the others.</summary>
    Low = 1,

    /// <summary>In the order of submission.</summary>
    Normal = 5,

    /// <summary>Before the others.</summary>
    High = 9,
}

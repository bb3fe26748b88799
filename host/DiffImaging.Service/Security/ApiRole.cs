namespace DiffImaging.Service.Security;

/// <summary>What a key allows; each role includes those before it.</summary>
public enum ApiRole
{
    /// <summary>See jobs and results.</summary>
    Read,

    /// <summary>Submit jobs, cancel them and try them again.</summary>
    Submit,

    /// <summary>Delete jobs.</summary>
    Administer,
}

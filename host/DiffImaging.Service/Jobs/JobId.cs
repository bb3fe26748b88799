namespace DiffImaging.Service.Jobs;

/// <summary>Ids of jobs: 32 hexadecimal digits that sort by time.</summary>
public static class JobId
{
    private const int Length = 32;

    /// <summary>A new one.</summary>
    public static string Create() => Guid.CreateVersion7().ToString("n");

    /// <summary>Whether a text can be one.</summary>
    public static bool IsValid(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Length && text.All(char.IsAsciiHexDigitLower);
    }
}

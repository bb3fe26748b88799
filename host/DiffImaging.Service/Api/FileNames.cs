namespace DiffImaging.Service.Api;

/// <summary>Names of files that may be sent with a job: relative, with '/', portable between systems.</summary>
internal static class FileNames
{
    private const int LongestSegment = 128;
    private const int MostSegments = 6;
    private static readonly string[] Reserved = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>What is wrong with a name; null for nothing.</summary>
    public static string? Check(string name)
    {
        var segments = name.Split('/');
        return segments.Length > MostSegments ? $"has more than {MostSegments} parts"
            : segments.Select(CheckSegment).FirstOrDefault(problem => problem is not null);
    }

    private static string? CheckSegment(string segment)
    {
        if (segment.Length is 0 or > LongestSegment)
        {
            return $"has a part of {segment.Length} characters, expected 1 to {LongestSegment}";
        }

        if (segment[0] is '.' or ' ' || segment[^1] is '.' or ' ')
        {
            return "has a part that begins or ends with a dot or a space";
        }

        if (segment.Any(letter => !char.IsLetterOrDigit(letter) && !"._-+()[] µ".Contains(letter, StringComparison.Ordinal)))
        {
            return "has characters other than letters, digits and ._-+()[]";
        }

        var stem = segment.Split('.')[0].ToUpperInvariant();
        return Reserved.Contains(stem) || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)) && char.IsDigit(stem[3]))
            ? "has a part that is the name of a device"
            : null;
    }
}

namespace DiffImaging.Service.Jobs;

/// <summary>Ids of jobs: 32 hexadecimal digits that sort by time.</summary>
public static class JobId
{
    private const int Length = 32;

    // The last digits number the children of a batch.
    private const int Digits = 5;
    private const int MostChildren = (1 << (4 * Digits)) - 1;

    /// <summary>A new one.</summary>
    public static string Create() => Guid.CreateVersion7().ToString("n")[..^Digits] + new string('0', Digits);

    /// <summary>That of a child of a batch: such ids sort behind the batch, in the order of the children.</summary>
    /// <param name="batch">Id of the batch.</param>
    /// <param name="number">Which child, from 1.</param>
    public static string OfChild(string batch, int number)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MostChildren);
        return batch[..^Digits] + number.ToString($"x{Digits}", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Which child of its batch an id belongs to; 0 for what is none.</summary>
    public static int NumberOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return int.Parse(id.AsSpan(id.Length - Digits), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a text can be one.</summary>
    public static bool IsValid(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Length && text.All(char.IsAsciiHexDigitLower);
    }
}

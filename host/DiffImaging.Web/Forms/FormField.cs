namespace DiffImaging.Web.Forms;

/// <summary>A value of a definition that a form asks for.</summary>
/// <param name="Section">The section it stands in.</param>
/// <param name="Key">Its key there.</param>
/// <param name="Kind">How it is asked for.</param>
/// <param name="Unit">SI unit; "1" without.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Description">What it means.</param>
public sealed record FormField(string Section, string Key, FieldKind Kind, string Unit, bool IsRequired, string Description)
{
    /// <summary>What stands for it where it is left out, as people write it; null for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>Smallest and largest number; null for no limit.</summary>
    public (double Minimum, double Maximum)? Range { get; init; }

    /// <summary>The names of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Its place in the definition, as findings name it.</summary>
    public string Path => $"{Section}:{Key}";

    /// <summary>By which the page's parts refer to each other.</summary>
    public string Id => $"field-{Section}-{Key}";

    /// <summary>What people call it: <c>pixelPitch</c> is a pixel pitch.</summary>
    public string Label => string.Concat(Key.Select((letter, index) => index == 0 ? char.ToUpperInvariant(letter).ToString() : char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));

    /// <summary>Whether a finding is about it.</summary>
    public bool Has(string path) => path == Path || path.StartsWith(Path + ":", StringComparison.Ordinal) || path.StartsWith(Path + "[", StringComparison.Ordinal);
}

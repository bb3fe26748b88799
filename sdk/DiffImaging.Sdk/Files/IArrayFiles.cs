using System.Diagnostics.CodeAnalysis;

namespace DiffImaging.Sdk.Files;

/// <summary>Reads arrays from files that options name, such as a measured point spread function.</summary>
/// <remarks>Such an array is configuration: it is opened and checked when the definition is planned, before anything is computed. A component
/// gets the reader with its <see cref="Composition.ComponentDefinition"/>, and knows neither formats nor folders.</remarks>
public interface IArrayFiles
{
    /// <summary>Reads a real array, or an image.</summary>
    /// <param name="file">Path as the option has it; a relative one is looked for beside the definition.</param>
    /// <param name="variable">Name of the array in a file of several; null for the only one that fits.</param>
    /// <param name="array">The array.</param>
    /// <param name="problem">What is wrong, as the message of a finding.</param>
    /// <returns>Whether the file holds such an array.</returns>
    bool TryRead(string file, string? variable, [NotNullWhen(true)] out FileArray? array, [NotNullWhen(false)] out string? problem);
}

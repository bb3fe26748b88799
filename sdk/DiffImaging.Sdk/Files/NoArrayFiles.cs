using System.Diagnostics.CodeAnalysis;

namespace DiffImaging.Sdk.Files;

/// <summary>Stands where a definition was made without a place that files could be beside.</summary>
internal sealed class NoArrayFiles : IArrayFiles
{
    public static NoArrayFiles Instance { get; } = new();

    public bool TryRead(string file, string? variable, [NotNullWhen(true)] out FileArray? array, [NotNullWhen(false)] out string? problem)
    {
        (array, problem) = (null, $"the file '{file}' cannot be read: this definition was given no files.");
        return false;
    }
}

using System.Diagnostics.CodeAnalysis;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Files;

namespace DiffImaging.Sdk.Testing;

/// <summary>The arrays of an example under the names of files.</summary>
/// <param name="example">The example.</param>
public sealed class ExampleArrays(ComponentExample example) : IArrayFiles
{
    /// <inheritdoc />
    public bool TryRead(string file, string? variable, [NotNullWhen(true)] out FileArray? array, [NotNullWhen(false)] out string? problem)
    {
        problem = example.Arrays.TryGetValue(file, out array) ? null : $"the file '{file}' is not among the arrays of the example.";
        return array is not null;
    }
}

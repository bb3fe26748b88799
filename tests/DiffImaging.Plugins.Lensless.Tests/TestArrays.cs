using System.Diagnostics.CodeAnalysis;
using DiffImaging.Sdk.Files;

namespace DiffImaging.Plugins.Lensless.Tests;

/// <summary>Arrays in memory under the names of files.</summary>
internal sealed class TestArrays : Dictionary<string, FileArray>, IArrayFiles
{
    /// <summary>A blurred point and a fainter one beside it, off the centre and of no symmetry.</summary>
    public static TestArrays WithPsf(int rows, int columns)
    {
        var values = Enumerable.Range(0, rows * columns).Select(index =>
        {
            var (y, x) = (index / columns - rows / 2, index % columns - columns / 2);
            return Math.Exp(-(x * x + y * y) / 2.0) + 0.4 * Math.Exp(-((x - 1.5) * (x - 1.5) + (y + 1) * (y + 1)) / 1.2);
        });
        return new TestArrays { ["psf.npy"] = new FileArray([rows, columns], values.ToArray()) };
    }

    public bool TryRead(string file, string? variable, [NotNullWhen(true)] out FileArray? array, [NotNullWhen(false)] out string? problem)
    {
        problem = TryGetValue(file, out array) ? null : $"the file '{file}' is missing.";
        return array is not null;
    }
}

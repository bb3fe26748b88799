using DiffImaging.Sdk.Files;

namespace DiffImaging.Plugins.Lensless.Stages.CodedMask;

/// <summary>The point spread function of examples.</summary>
internal static class ExamplePsf
{
    /// <summary>Two blurred points, off the centre and of no symmetry, in the file <c>psf.npy</c>.</summary>
    public static IReadOnlyDictionary<string, FileArray> Of(int rows, int columns)
    {
        var values = Enumerable.Range(0, rows * columns).Select(index =>
        {
            var (y, x) = (index / columns - rows / 2, index % columns - columns / 2);
            return Math.Exp(-(x * x + y * y) / 2.0) + 0.4 * Math.Exp(-((x - 1.5) * (x - 1.5) + (y + 1) * (y + 1)) / 1.2);
        });
        return new Dictionary<string, FileArray> { ["psf.npy"] = new FileArray([rows, columns], values.ToArray()) };
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary><see cref="DualProjection"/> for float32 and complex64 on the CPU: one pass over memory for several iterations.</summary>
/// <remarks>Each thread takes one <see cref="DualTile"/> of rows and waits for no other within a pass. The result does not
/// depend on the number of threads.</remarks>
internal sealed class FusedDualProjection
{
    // Deeper passes would save little more memory traffic, and repeat more rows about the tiles' edges.
    private const int LargestDepth = 8;
    private const int SmallestTile = 32;

    private readonly DualTile[] _tiles;

    /// <summary>Allocates what the passes need.</summary>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="columns">Columns of the image.</param>
    /// <param name="isComplex">complex64 or float32.</param>
    /// <param name="threads">Threads that work at the same time.</param>
    public FusedDualProjection(int rows, int columns, bool isComplex, int threads)
    {
        var count = Math.Clamp(rows / SmallestTile, 1, threads);
        var stride = isComplex ? 2 : 1;
        _tiles = [.. Enumerable.Range(0, count).Select(index => new DualTile(
            (int)((long)rows * index / count), (int)((long)rows * (index + 1) / count), rows, columns * stride, stride, LargestDepth))];
    }

    /// <summary>Whether this form can take an image.</summary>
    public static bool Takes(torch.ScalarType type, torch.Device device) =>
        device.type == DeviceType.CPU && type is torch.ScalarType.Float32 or torch.ScalarType.ComplexFloat32 && Vector256.IsHardwareAccelerated;

    /// <inheritdoc cref="DualProjection.Apply"/>
    public torch.Tensor Apply(torch.Tensor image, double step, torch.Tensor dual, int iterations)
    {
        var result = torch.empty_like(image);
        var rates = Enumerable.Range(0, iterations).Select(k => (float)(DualProjection.StepSize(k, iterations) / step)).ToArray();
        for (int done = 0, depth; done < iterations; done += depth)
        {
            depth = Math.Min(LargestDepth, iterations - done);
            var pass = rates.AsMemory(done, depth);
            var isLast = done + depth == iterations;
            foreach (var tile in _tiles)
            {
                tile.CopyHalo(Floats(dual), depth);
            }

            var sweep = (int index) => _tiles[index].Sweep(
                Floats(image), Floats(dual), isLast ? Floats(result) : [], (float)step, pass.Span);
            if (_tiles.Length == 1)
            {
                sweep(0);
            }
            else
            {
                Parallel.For(0, _tiles.Length, sweep);
            }
        }

        return result;
    }

    private static Span<float> Floats(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}

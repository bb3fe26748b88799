using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary><see cref="DualProjection"/> for float32 and complex64 on the CPU: one pass over memory for each iteration.</summary>
/// <remarks>A pass computes x two rows ahead of where it updates the dual in place, so that x exists as two rows only. Threads
/// take blocks of rows; the first row of x of every block is computed before any block starts, because its neighbour above
/// changes what it depends on. The result does not depend on the number of threads.</remarks>
internal sealed class FusedDualProjection
{
    private const int SmallestBlock = 32;

    private readonly int _rows;
    private readonly int _width;
    private readonly int _stride;
    private readonly float[] _zeros;
    private readonly float[][] _seams;
    private readonly float[][] _buffers;

    /// <summary>Allocates the rows that the passes need.</summary>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="columns">Columns of the image.</param>
    /// <param name="isComplex">complex64 or float32.</param>
    /// <param name="threads">Threads that work at the same time.</param>
    public FusedDualProjection(int rows, int columns, bool isComplex, int threads)
    {
        (_rows, _stride) = (rows, isComplex ? 2 : 1);
        _width = columns * _stride;
        var blocks = Math.Clamp(rows / SmallestBlock, 1, threads);
        _zeros = new float[_width];
        _seams = [.. Enumerable.Range(0, blocks).Select(_ => new float[_width + _stride])];
        _buffers = [.. Enumerable.Range(0, 2 * blocks).Select(_ => new float[_width + _stride])];
    }

    /// <summary>Whether this form can take an image.</summary>
    public static bool Takes(torch.ScalarType type, torch.Device device) =>
        device.type == DeviceType.CPU && type is torch.ScalarType.Float32 or torch.ScalarType.ComplexFloat32 && Vector256.IsHardwareAccelerated;

    /// <inheritdoc cref="DualProjection.Apply"/>
    public torch.Tensor Apply(torch.Tensor image, double step, torch.Tensor dual, int iterations)
    {
        var result = torch.empty_like(image);
        var run = new Run(image, dual, result, (float)step, (float)(DualProjection.StepSize / step));
        for (var iteration = 1; iteration <= iterations; iteration++)
        {
            Pass(run, isLast: iteration == iterations);
        }

        return result;
    }

    private int First(int block) => (int)((long)_rows * block / _seams.Length);

    private void Pass(Run run, bool isLast)
    {
        for (var block = 0; block < _seams.Length; block++)
        {
            PrimalRow(run, First(block), _seams[block]);
        }

        if (_seams.Length == 1)
        {
            Block(run, 0, isLast);
        }
        else
        {
            Parallel.For(0, _seams.Length, block => Block(run, block, isLast));
        }

        for (var block = 0; isLast && block < _seams.Length; block++)
        {
            PrimalRow(run, First(block), Row(Floats(run.Result), First(block)));
        }
    }

    private void Block(Run run, int block, bool isLast)
    {
        var (first, end) = (First(block), First(block + 1));
        var dual = Floats(run.Dual);
        var result = Floats(run.Result);
        var (here, below) = (_buffers[2 * block], _buffers[2 * block + 1]);
        _seams[block].CopyTo(here, 0);
        for (var row = first; row < end; row++)
        {
            if (row + 1 < end)
            {
                PrimalRow(run, row + 1, below);
            }
            else
            {
                (row + 1 < _rows ? _seams[block + 1] : here).CopyTo(below, 0);
            }

            VariationRows.Dual(here, below, run.Rate, _stride, Row(dual, row), Row(dual, _rows + row));
            if (isLast && row > first)
            {
                PrimalRow(run, row, Row(result, row));
            }

            (here, below) = (below, here);
        }
    }

    private void PrimalRow(Run run, int row, Span<float> destination)
    {
        var dual = Floats(run.Dual);
        var above = row > 0 ? Row(dual, row - 1) : _zeros;
        VariationRows.Primal(
            Row(Floats(run.Image), row), above, Row(dual, row), Row(dual, _rows + row), run.Step, _stride, destination);
    }

    private Span<float> Row(Span<float> image, int row) => image.Slice(row * _width, _width);

    private static Span<float> Floats(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private sealed record Run(torch.Tensor Image, torch.Tensor Dual, torch.Tensor Result, float Step, float Rate);
}

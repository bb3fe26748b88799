using System.Buffers;
using DiffImaging.Optics.Kernels;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>A spectrum with zero frequency in the middle, so that each window is contiguous, and its parts apart, as vector units like them.</summary>
/// <remarks>Zero frequency is at (rows / 2, columns / 2). Rows have room for a whole vector beyond their end.</remarks>
internal sealed class PlanarSpectrum : IDisposable
{
    private const int Slack = 16;

    private readonly SamplingGrid _grid;

    /// <summary>Makes a spectrum of zeros.</summary>
    public PlanarSpectrum(SamplingGrid grid)
    {
        _grid = grid;
        Stride = grid.Columns + Slack;
        Real = ArrayPool<float>.Shared.Rent(grid.Rows * Stride + Slack);
        Imaginary = ArrayPool<float>.Shared.Rent(grid.Rows * Stride + Slack);
        Array.Clear(Real);
        Array.Clear(Imaginary);
    }

    /// <summary>Numbers from a row to the next.</summary>
    public int Stride { get; }

    /// <summary>Real parts.</summary>
    public float[] Real { get; }

    /// <summary>Imaginary parts.</summary>
    public float[] Imaginary { get; }

    /// <summary>Takes a spectrum in FFT order.</summary>
    /// <param name="spectrum">complex64, <c>[rows, columns]</c>, contiguous.</param>
    /// <param name="grid">Its grid.</param>
    public static PlanarSpectrum Of(torch.Tensor spectrum, SamplingGrid grid)
    {
        var result = new PlanarSpectrum(grid);
        FusedKernel.Run(grid.Rows, 2 * grid.Columns, (start, end) =>
        {
            var numbers = FusedKernel.Numbers(spectrum);
            for (var row = start; row < end; row++)
            {
                var source = numbers.Slice(2 * result.FrequencyRow(row) * grid.Columns, 2 * grid.Columns);
                var real = result.Real.AsSpan(row * result.Stride, grid.Columns);
                var imaginary = result.Imaginary.AsSpan(row * result.Stride, grid.Columns);
                var half = grid.Columns / 2;
                Part(source[(2 * (grid.Columns - half))..], real[..half], imaginary[..half]);
                Part(source[..(2 * (grid.Columns - half))], real[half..], imaginary[half..]);
            }
        });
        return result;

        static void Part(ReadOnlySpan<float> source, Span<float> real, Span<float> imaginary)
        {
            for (var column = 0; column < real.Length; column++)
            {
                (real[column], imaginary[column]) = (source[2 * column], source[2 * column + 1]);
            }
        }
    }

    /// <summary>Makes a tensor of it, in FFT order.</summary>
    /// <returns>complex64, <c>[rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor ToTensor()
    {
        var result = torch.empty(_grid.Rows, _grid.Columns, dtype: torch.ScalarType.ComplexFloat32);
        FusedKernel.Run(_grid.Rows, 2 * _grid.Columns, (start, end) =>
        {
            var numbers = FusedKernel.Numbers(result);
            for (var row = start; row < end; row++)
            {
                var target = numbers.Slice(2 * FrequencyRow(row) * _grid.Columns, 2 * _grid.Columns);
                for (var column = 0; column < _grid.Columns; column++)
                {
                    var from = row * Stride + (column + _grid.Columns / 2) % _grid.Columns;
                    (target[2 * column], target[2 * column + 1]) = (Real[from], Imaginary[from]);
                }
            }
        });
        return result;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(Real);
        ArrayPool<float>.Shared.Return(Imaginary);
    }

    private int FrequencyRow(int row) => (row - _grid.Rows / 2 + _grid.Rows) % _grid.Rows;
}

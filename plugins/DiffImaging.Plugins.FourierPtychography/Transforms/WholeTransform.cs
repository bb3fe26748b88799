using DiffImaging.Optics.Kernels;
using DiffImaging.Plugins.FourierPtychography.Windows;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary><see cref="IWindowTransform"/> by the tensor library: images of any size.</summary>
internal sealed class WholeTransform(WindowSizes sizes) : IWindowTransform
{
    // Large enough for the FFT to be fast, small enough for the cache.
    private const int Chunk = 16;

    /// <inheritdoc />
    public torch.Tensor ToImages(int count, Action<int, PlanarWindow> fill)
    {
        using var scope = torch.NewDisposeScope();
        var result = torch.empty(count, sizes.Rows, sizes.Columns, dtype: torch.ScalarType.ComplexFloat32);
        var spectra = torch.zeros(Math.Min(Chunk, count), sizes.Rows, sizes.Columns, dtype: torch.ScalarType.ComplexFloat32);
        for (var start = 0; start < count; start += Chunk)
        {
            var first = start;
            var part = Math.Min(Chunk, count - start);
            EachWindow.Run(part, item =>
            {
                using var window = new PlanarWindow(sizes);
                fill(first + item, window);
                Spread(window, Spectrum(spectra, item));
            });
            using var images = torch.fft.ifft2(spectra.narrow(0, 0, part));
            result.narrow(0, start, part).copy_(images);
        }

        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void ToWindows(torch.Tensor images, int first, ReadOnlyMemory<PlanarWindow> windows)
    {
        using var scope = torch.NewDisposeScope();
        var spectra = torch.fft.fft2(images.narrow(0, first, windows.Length));
        EachWindow.Run(windows.Length, item => Cut(Spectrum(spectra, item), windows.Span[item]));
    }

    private Span<float> Spectrum(torch.Tensor spectra, int item) =>
        FusedKernel.Numbers(spectra).Slice(2 * item * sizes.Rows * sizes.Columns, 2 * sizes.Rows * sizes.Columns);

    private void Spread(PlanarWindow window, Span<float> spectrum)
    {
        for (var row = 0; row < sizes.Box.Rows; row++)
        {
            for (var column = 0; column < sizes.Box.Columns; column++)
            {
                var (from, to) = (row * window.Stride + window.Lead + column, 2 * InImage(row, column));
                (spectrum[to], spectrum[to + 1]) = (window.Real[from], window.Imaginary[from]);
            }
        }
    }

    private void Cut(ReadOnlySpan<float> spectrum, PlanarWindow window)
    {
        for (var row = 0; row < sizes.Box.Rows; row++)
        {
            for (var column = 0; column < sizes.Box.Columns; column++)
            {
                var (from, to) = (2 * InImage(row, column), row * window.Stride + window.Lead + column);
                (window.Real[to], window.Imaginary[to]) = (spectrum[from], spectrum[from + 1]);
            }
        }
    }

    private int InImage(int row, int column) =>
        (row + sizes.Box.FirstRow + sizes.Rows) % sizes.Rows * sizes.Columns + (column + sizes.Box.FirstColumn + sizes.Columns) % sizes.Columns;
}

using System.Buffers;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>A window of the object's spectrum in the box's order, its parts apart.</summary>
/// <remarks>Columns begin <see cref="Lead"/> numbers into a row, so that zero frequency is at a whole vector, and end with room for one more.</remarks>
internal sealed class PlanarWindow : IDisposable
{
    private const int Vector = 8;

    private readonly WindowSizes _sizes;

    /// <summary>Makes room for a window; what is in it is not known.</summary>
    public PlanarWindow(WindowSizes sizes)
    {
        _sizes = sizes;
        (Lead, Width) = (LeadOf(sizes), WidthOf(sizes));
        Real = ArrayPool<float>.Shared.Rent(sizes.Box.Rows * Stride);
        Imaginary = ArrayPool<float>.Shared.Rent(sizes.Box.Rows * Stride);
    }

    /// <summary>Numbers before the box's first column.</summary>
    public int Lead { get; }

    /// <summary>Numbers of a row that count, a whole number of vectors.</summary>
    public int Width { get; }

    /// <summary>Numbers from a row to the next.</summary>
    public int Stride => Width + Vector;

    /// <summary>Frequency of the first number of a row.</summary>
    public int FirstColumn => _sizes.Box.FirstColumn - Lead;

    /// <summary>Real parts.</summary>
    public float[] Real { get; }

    /// <summary>Imaginary parts.</summary>
    public float[] Imaginary { get; }

    /// <summary>The <see cref="Width"/> of windows; it may be larger than the image's where half of that is no whole number of vectors.</summary>
    public static int WidthOf(WindowSizes sizes) => (LeadOf(sizes) + sizes.Box.Columns + Vector - 1) / Vector * Vector;

    /// <summary>Index of the first bin of a segment.</summary>
    /// <param name="row">The row's frequency.</param>
    /// <param name="segment">The segment.</param>
    public int At(int row, WindowSegment segment) => (row - _sizes.Box.FirstRow) * Stride + Lead + segment.InBox;

    /// <summary>Makes a row dark outside a segment.</summary>
    /// <inheritdoc cref="At" path="/param"/>
    public void Darken(int row, WindowSegment segment)
    {
        var (start, at) = ((row - _sizes.Box.FirstRow) * Stride, At(row, segment));
        foreach (var numbers in (ReadOnlySpan<float[]>)[Real, Imaginary])
        {
            numbers.AsSpan(start, at - start).Clear();
            numbers.AsSpan(at + segment.Count, start + Stride - at - segment.Count).Clear();
        }
    }

    /// <summary>Makes everything dark.</summary>
    public PlanarWindow Clear()
    {
        Array.Clear(Real);
        Array.Clear(Imaginary);
        return this;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(Real);
        ArrayPool<float>.Shared.Return(Imaginary);
    }

    private static int LeadOf(WindowSizes sizes) => (Vector + sizes.Box.FirstColumn % Vector) % Vector;
}

using System.Buffers;
using System.Runtime.InteropServices;
using DiffImaging.Optics.Kernels;
using DiffImaging.Plugins.FourierPtychography.Windows;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary><see cref="IWindowTransform"/> of which only the columns in the box are transformed along y: images whose sides <see cref="LineTransform"/> takes.</summary>
/// <remarks>Eight columns, then eight rows, are transformed at once. A window never leaves the cache between the object's spectrum and the image.</remarks>
internal sealed class PrunedTransform(WindowSizes sizes) : IWindowTransform
{
    private const int Lanes = LineTransform.Lanes;
    private const int Step = LineTransform.Step;

    private readonly LineTransform _alongX = new(sizes.Columns);
    private readonly LineTransform _alongY = new(sizes.Rows);

    /// <summary>Whether this form can take images of some size.</summary>
    public static bool Takes(WindowSizes sizes) =>
        LineTransform.Takes(sizes.Rows) && LineTransform.Takes(sizes.Columns) && PlanarWindow.WidthOf(sizes) <= sizes.Columns;

    /// <inheritdoc />
    public torch.Tensor ToImages(int count, Action<int, PlanarWindow> fill)
    {
        var result = torch.empty(count, sizes.Rows, sizes.Columns, dtype: torch.ScalarType.ComplexFloat32);
        EachWindow.Run(count, index =>
        {
            using var window = new PlanarWindow(sizes);
            fill(index, window);
            var room = ArrayPool<float>.Shared.Rent(Room(window));
            ToImage(window, Image(result, index), room);
            ArrayPool<float>.Shared.Return(room);
        });
        return result;
    }

    /// <inheritdoc />
    public void ToWindows(torch.Tensor images, int first, ReadOnlyMemory<PlanarWindow> windows) => EachWindow.Run(windows.Length, item =>
    {
        var window = windows.Span[item];
        var room = ArrayPool<float>.Shared.Rent(Room(window));
        ToWindow(Image(images, first + item), window, room);
        ArrayPool<float>.Shared.Return(room);
    });

    // Two sets of lines, and real and imaginary part of the window's columns at every row of the image.
    private int Room(PlanarWindow window) => 2 * Lines + 2 * sizes.Rows * window.Width;

    private int Lines => Step * Math.Max(sizes.Rows, sizes.Columns);

    private Span<float> Image(torch.Tensor images, int index) =>
        FusedKernel.Numbers(images).Slice(2 * index * sizes.Rows * sizes.Columns, 2 * sizes.Rows * sizes.Columns);

    // The inverse transform is the forward one with real and imaginary parts exchanged before and after.
    private void ToImage(PlanarWindow window, Span<float> image, Span<float> room)
    {
        var lines = room[..Lines];
        var other = room.Slice(Lines, Lines);
        ref var real = ref MemoryMarshal.GetReference(room.Slice(2 * Lines, sizes.Rows * window.Width));
        ref var imaginary = ref MemoryMarshal.GetReference(room.Slice(2 * Lines + sizes.Rows * window.Width, sizes.Rows * window.Width));
        for (var column = 0; column < window.Width; column += Lanes)
        {
            var down = lines[..(Step * sizes.Rows)];
            down.Slice(Step * (sizes.Box.FirstRow + sizes.Box.Rows), Step * (sizes.Rows - sizes.Box.Rows)).Clear();
            LaneBlock.Take(window.Imaginary.AsSpan(column), window.Real.AsSpan(column), window.Stride, sizes.Box.Rows, down, InImage(sizes.Box.FirstRow, sizes.Rows));
            LaneBlock.Give(_alongY.Run(down, other[..down.Length]), 0, sizes.Rows, ref imaginary, ref real, column, window.Width);
        }

        var factor = 1f / (sizes.Rows * sizes.Columns);
        for (var row = 0; row < sizes.Rows; row += Lanes)
        {
            lines.Slice(Step * (window.FirstColumn + window.Width), Step * (sizes.Columns - window.Width)).Clear();
            ref var turned = ref MemoryMarshal.GetReference(lines);
            for (var column = 0; column < window.Width; column += Lanes)
            {
                var (from, to) = (row * window.Width + column, Step * InImage(window.FirstColumn + column, sizes.Columns));
                LaneBlock.Transpose(ref imaginary, from, window.Width, ref turned, to, Step);
                LaneBlock.Transpose(ref real, from, window.Width, ref turned, to + Lanes, Step);
            }

            ref var source = ref MemoryMarshal.GetReference(_alongX.Run(lines, other));
            ref var target = ref MemoryMarshal.GetReference(image.Slice(2 * row * sizes.Columns, 2 * Lanes * sizes.Columns));
            for (var column = 0; column < sizes.Columns; column += Lanes)
            {
                LaneBlock.PutTogether(ref source, column, factor, ref target, 2 * column, 2 * sizes.Columns);
            }
        }
    }

    private void ToWindow(Span<float> image, PlanarWindow window, Span<float> room)
    {
        var lines = room[..Lines];
        var other = room.Slice(Lines, Lines);
        var real = room.Slice(2 * Lines, sizes.Rows * window.Width);
        var imaginary = room.Slice(2 * Lines + real.Length, real.Length);
        for (var row = 0; row < sizes.Rows; row += Lanes)
        {
            ref var source = ref MemoryMarshal.GetReference(image.Slice(2 * row * sizes.Columns, 2 * Lanes * sizes.Columns));
            ref var turned = ref MemoryMarshal.GetReference(lines);
            for (var column = 0; column < sizes.Columns; column += Lanes)
            {
                LaneBlock.TakeApart(ref source, 2 * column, 2 * sizes.Columns, ref turned, column);
            }

            ref var result = ref MemoryMarshal.GetReference(_alongX.Run(lines, other));
            for (var column = 0; column < window.Width; column += Lanes)
            {
                var (from, to) = (Step * InImage(window.FirstColumn + column, sizes.Columns), row * window.Width + column);
                LaneBlock.Transpose(ref result, from, Step, ref MemoryMarshal.GetReference(real), to, window.Width);
                LaneBlock.Transpose(ref result, from + Lanes, Step, ref MemoryMarshal.GetReference(imaginary), to, window.Width);
            }
        }

        for (var column = 0; column < window.Width; column += Lanes)
        {
            var down = lines[..(Step * sizes.Rows)];
            LaneBlock.Take(real[column..], imaginary[column..], window.Width, sizes.Rows, down, 0);
            LaneBlock.Give(
                _alongY.Run(down, other[..down.Length]), InImage(sizes.Box.FirstRow, sizes.Rows), sizes.Box.Rows,
                ref MemoryMarshal.GetArrayDataReference(window.Real), ref MemoryMarshal.GetArrayDataReference(window.Imaginary), column, window.Stride);
        }
    }

    private static int InImage(int frequency, int size) => frequency < 0 ? frequency + size : frequency;
}

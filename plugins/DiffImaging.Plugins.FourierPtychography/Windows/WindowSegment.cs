using DiffImaging.Plugins.FourierPtychography.Model;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>The bins of a row of a window that are not dark; they lie side by side in the centred spectrum of the object and in the box.</summary>
/// <param name="Frequency">Frequency of the first bin along x.</param>
/// <param name="Count">Number of bins; may be zero.</param>
/// <param name="InBox">Column of the first bin in the box.</param>
internal readonly record struct WindowSegment(int Frequency, int Count, int InBox)
{
    /// <summary>The segment of a row.</summary>
    public static WindowSegment Of(WindowSizes sizes, WindowState state, int row)
    {
        var box = sizes.Box;
        var y = (row - state.FractionY) * sizes.AspectY;
        var reach = state.Radius + ImagingModel.EdgeReach * sizes.Softness;
        if (reach <= Math.Abs(y))
        {
            return new WindowSegment(box.FirstColumn, 0, 0);
        }

        var half = Math.Sqrt(reach * reach - y * y) / sizes.AspectX;
        var first = Math.Max(box.FirstColumn, (int)Math.Ceiling(state.FractionX - half));
        var end = Math.Min(box.FirstColumn + box.Columns, (int)Math.Floor(state.FractionX + half) + 1);
        return end > first ? new WindowSegment(first, end - first, first - box.FirstColumn) : new WindowSegment(box.FirstColumn, 0, 0);
    }
}

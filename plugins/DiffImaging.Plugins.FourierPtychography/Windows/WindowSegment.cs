using DiffImaging.Plugins.FourierPtychography.Model;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>Bins of a row of a window that lie side by side both in the centred spectrum of the object and in the image's, FFT order.</summary>
/// <param name="Frequency">Frequency of the first bin along x.</param>
/// <param name="Count">Number of bins; may be zero.</param>
/// <param name="InImage">Column of the first bin in the image's spectrum.</param>
/// <param name="InBox">Column of the first bin in the box.</param>
internal readonly record struct WindowSegment(int Frequency, int Count, int InImage, int InBox)
{
    /// <summary>The two segments of a row, below and from zero frequency, without what is dark.</summary>
    public static (WindowSegment Below, WindowSegment Above) Of(WindowSizes sizes, WindowState state, int row)
    {
        var box = sizes.Box;
        var y = (row - state.FractionY) * sizes.AspectY;
        var reach = state.Radius + ImagingModel.EdgeReach * sizes.Softness;
        var half = reach > Math.Abs(y) ? Math.Sqrt(reach * reach - y * y) / sizes.AspectX : -1;
        var first = half < 0 ? 0 : Math.Max(box.FirstColumn, (int)Math.Ceiling(state.FractionX - half));
        var end = half < 0 ? 0 : Math.Min(box.FirstColumn + box.Columns, (int)Math.Floor(state.FractionX + half) + 1);
        return (Segment(first, Math.Min(end, 0)), Segment(Math.Max(first, 0), end));

        WindowSegment Segment(int from, int to) =>
            new(from, Math.Max(0, to - from), from < 0 ? from + sizes.Columns : from, from - box.FirstColumn);
    }
}

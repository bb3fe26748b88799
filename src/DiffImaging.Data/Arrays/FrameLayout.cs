using System.Globalization;

namespace DiffImaging.Data;

/// <summary>The frames in a stored array: their size, and where each element goes in [frames, rows, columns].</summary>
/// <param name="Size">Frames, rows and columns.</param>
/// <param name="Layout">Where the elements go.</param>
internal sealed record FrameLayout(ImageSize Size, ArrayLayout Layout)
{
    private static readonly FrameAxes Image = FrameAxes.Of(ImageAxis.Rows, ImageAxis.Columns);
    private static readonly FrameAxes FramesFirst = FrameAxes.Of(ImageAxis.Frames, ImageAxis.Rows, ImageAxis.Columns);
    private static readonly FrameAxes FramesLast = FrameAxes.Of(ImageAxis.Rows, ImageAxis.Columns, ImageAxis.Frames);

    /// <param name="array">The stored array.</param>
    /// <param name="axes">What its axes count; null for the convention of the file.</param>
    /// <exception cref="MeasurementException">The axes do not fit the array, or none were given and its shape leaves them open.</exception>
    public static FrameLayout Of(StoredArray array, FrameAxes? axes)
    {
        // An axis of length one may be left unnamed: it holds no order.
        var named = Enumerable.Range(0, array.Shape.Count).ToList();
        var wanted = axes?.Names.Count ?? Math.Min(array.Shape.Count, 3);
        for (var axis = array.Shape.Count - 1; axis >= 0 && named.Count > wanted; axis--)
        {
            if (array.Shape[axis] == 1)
            {
                named.Remove(axis);
            }
        }

        var lengths = named.Select(axis => array.Shape[axis]).ToList();
        var names = (axes ?? ByConvention(array, lengths)).Names;
        if (names.Count != named.Count)
        {
            throw array.File.Error(
                $"{array.Subject} has the shape {Words(array.Shape)}, {array.Shape.Count} axes; 'axes' names {names.Count}: {axes}");
        }

        return Place(array, named, names);
    }

    private static FrameLayout Place(StoredArray array, List<int> named, IReadOnlyList<ImageAxis> names)
    {
        var lengths = new long[] { 1, 1, 1 };
        for (var i = 0; i < names.Count; i++)
        {
            lengths[(int)names[i]] *= array.Shape[named[i]];
        }

        var strides = new long[array.Shape.Count];
        var next = new[] { lengths[(int)ImageAxis.Rows] * lengths[(int)ImageAxis.Columns], lengths[(int)ImageAxis.Columns], 1 };
        for (var i = 0; i < names.Count; i++)
        {
            // From the axis that runs fastest in the file to the slowest, so that several axes of frames keep their order.
            var k = array.FirstIndexFastest ? i : names.Count - 1 - i;
            strides[named[k]] = next[(int)names[k]];
            next[(int)names[k]] *= array.Shape[named[k]];
        }

        return new FrameLayout(new ImageSize((int)lengths[0], (int)lengths[1], (int)lengths[2]), ArrayLayout.Of(array, strides));
    }

    private static FrameAxes ByConvention(StoredArray array, List<long> lengths)
    {
        if (lengths.Count == 2)
        {
            return Image;
        }

        if (lengths.Count != 3)
        {
            var expected = array.Convention == AxisConvention.Matlab
                ? "[rows, columns] or [rows, columns, frames]"
                : "[rows, columns] or [frames, rows, columns]";
            var hint = lengths.Count > 3 ? "; name each in 'axes', such as 'rows columns frames frames'" : "";
            throw array.File.Error($"holds an array of shape ({string.Join(", ", array.Shape)}); {expected} was expected{hint}");
        }

        var (axes, other) = array.Convention == AxisConvention.Matlab ? (FramesLast, FramesFirst) : (FramesFirst, FramesLast);
        RequireLikely(array, lengths, axes, other);
        return axes;
    }

    /// <summary>Frames that would be square the other way round are more often a file of the other convention than what was meant, and
    /// would be read without a complaint.</summary>
    private static void RequireLikely(StoredArray array, List<long> lengths, FrameAxes axes, FrameAxes other)
    {
        bool IsSquare(FrameAxes tried) => lengths[IndexOf(tried, ImageAxis.Rows)] == lengths[IndexOf(tried, ImageAxis.Columns)];
        string Reading(FrameAxes tried) =>
            $"'{tried}' ({lengths[IndexOf(tried, ImageAxis.Frames)]} frames of "
            + $"{lengths[IndexOf(tried, ImageAxis.Rows)]} × {lengths[IndexOf(tried, ImageAxis.Columns)]})";

        if (array.Convention != AxisConvention.NumPy && !lengths.Contains(1) && !IsSquare(axes) && IsSquare(other))
        {
            throw array.File.Error(
                $"{array.Subject} has the shape {Words(array.Shape)}, which leaves open what its axes are; say in 'axes' whether it is "
                + $"{Reading(axes)} or {Reading(other)}");
        }
    }

    private static int IndexOf(FrameAxes axes, ImageAxis axis) => axes.Names.ToList().IndexOf(axis);

    private static string Words(IReadOnlyList<long> shape) =>
        string.Join(" × ", shape.Select(n => n.ToString(CultureInfo.InvariantCulture)));
}

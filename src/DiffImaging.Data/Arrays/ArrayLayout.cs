namespace DiffImaging.Data;

/// <summary>Where the elements of a stored array go in memory.</summary>
/// <param name="Lengths">Length of each axis, in the order of storage: the one that runs fastest first.</param>
/// <param name="Strides">Elements between neighbours along each of these axes, in the target.</param>
internal sealed record ArrayLayout(IReadOnlyList<long> Lengths, IReadOnlyList<long> Strides)
{
    public long Count => Lengths.Aggregate(1L, (product, length) => product * length);

    /// <summary>True when the elements stay in the order of storage.</summary>
    public bool KeepsOrder
    {
        get
        {
            var expected = 1L;
            for (var axis = 0; axis < Lengths.Count; axis++)
            {
                if (Lengths[axis] != 1 && Strides[axis] != expected)
                {
                    return false;
                }

                expected *= Lengths[axis];
            }

            return true;
        }
    }

    /// <summary>C order: the last index of the shape runs fastest in the target.</summary>
    /// <param name="array">The stored array.</param>
    public static ArrayLayout RowMajor(StoredArray array)
    {
        var strides = new long[array.Shape.Count];
        for (var (axis, stride) = (strides.Length - 1, 1L); axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= array.Shape[axis];
        }

        return Of(array, strides);
    }

    /// <summary>The layout with a given stride for each axis of the shape.</summary>
    public static ArrayLayout Of(StoredArray array, IReadOnlyList<long> strides) => array.FirstIndexFastest
        ? new ArrayLayout(array.Shape, strides)
        : new ArrayLayout([.. array.Shape.Reverse()], [.. strides.Reverse()]);
}

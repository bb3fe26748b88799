namespace DiffImaging.Data;

/// <summary>Puts elements that arrive in the order of storage where a layout wants them.</summary>
internal sealed class ElementScatter
{
    private readonly long[] _lengths;
    private readonly long[] _strides;
    private readonly long[] _index;
    private long _offset;

    public ElementScatter(ArrayLayout layout)
    {
        _lengths = [.. layout.Lengths];
        _strides = [.. layout.Strides];
        _index = new long[_lengths.Length];
    }

    /// <summary>Places the next elements.</summary>
    public void Scatter<T>(ReadOnlySpan<T> next, T[] target)
    {
        foreach (var value in next)
        {
            target[_offset] = value;
            Advance();
        }
    }

    private void Advance()
    {
        for (var axis = 0; axis < _lengths.Length; axis++)
        {
            _offset += _strides[axis];
            if (++_index[axis] < _lengths[axis])
            {
                return;
            }

            _offset -= _strides[axis] * _lengths[axis];
            _index[axis] = 0;
        }
    }
}

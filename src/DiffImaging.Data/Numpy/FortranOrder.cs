namespace DiffImaging.Data;

/// <summary>Puts elements that arrive with the first index fastest into an array with the last index fastest.</summary>
internal sealed class FortranOrder
{
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly long[] _index;
    private long _offset;

    public FortranOrder(IReadOnlyList<long> shape)
    {
        _shape = [.. shape];
        _strides = new long[_shape.Length];
        _index = new long[_shape.Length];
        for (var (axis, stride) = (_shape.Length - 1, 1L); axis >= 0; axis--)
        {
            _strides[axis] = stride;
            stride *= _shape[axis];
        }
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
        for (var axis = 0; axis < _shape.Length; axis++)
        {
            _offset += _strides[axis];
            if (++_index[axis] < _shape[axis])
            {
                return;
            }

            _offset -= _strides[axis] * _shape[axis];
            _index[axis] = 0;
        }
    }
}

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>A tile of rows that goes through several dual iterations in one pass over memory.</summary>
/// <remarks>Iteration k follows one row behind iteration k − 1 and changes the dual in place: when it takes row r, the row
/// r + 1 has just gone through k − 1, and row r goes on to it only afterwards. What an iteration reads beyond the tile, the
/// tile computes for itself in a copy of the neighbours' rows, the halo, one row less with every iteration.</remarks>
internal sealed class DualTile
{
    private readonly int _first;
    private readonly int _end;
    private readonly int _rows;
    private readonly int _width;
    private readonly int _stride;
    private readonly float[] _zeros;
    private readonly float[] _halo;
    private readonly float[][] _primal;
    private int _top;
    private int _bottom;

    /// <summary>Allocates the rows that a pass needs.</summary>
    /// <param name="first">First row of the tile.</param>
    /// <param name="end">Row after its last.</param>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="stride">Numbers of a pixel: 1, or 2 where complex.</param>
    /// <param name="largestDepth">Most iterations of a pass.</param>
    public DualTile(int first, int end, int rows, int width, int stride, int largestDepth)
    {
        (_first, _end, _rows, _width, _stride) = (first, end, rows, width, stride);
        var halo = Math.Min(first, largestDepth + 1) + Math.Min(rows - end, largestDepth);
        (_zeros, _halo) = (new float[width], new float[2 * halo * width]);
        _primal = [.. Enumerable.Range(0, 2 * largestDepth).Select(_ => new float[width + stride])];
    }

    /// <summary>Copies the rows about the tile; to be done for all tiles before any is swept.</summary>
    /// <param name="dual">p, <c>[2, rows, width]</c>.</param>
    /// <param name="depth">Iterations of the pass.</param>
    public void CopyHalo(ReadOnlySpan<float> dual, int depth)
    {
        (_top, _bottom) = (Math.Max(0, _first - depth - 1), Math.Min(_rows, _end + depth));
        for (var row = _top; row < _bottom; row++)
        {
            for (var plane = 0; plane < 2 && !IsOwn(row); plane++)
            {
                dual.Slice((plane * _rows + row) * _width, _width).CopyTo(Row([], plane, row));
            }
        }
    }

    /// <summary>Computes the iterations.</summary>
    /// <param name="image">v, <c>[rows, width]</c>.</param>
    /// <param name="dual">p, <c>[2, rows, width]</c>; the rows of the tile are changed.</param>
    /// <param name="result">x, <c>[rows, width]</c>, of which the rows of the tile are written; empty where it is not wanted.</param>
    /// <param name="step">t.</param>
    /// <param name="rates">τ / t of each iteration, as many as the depth of <see cref="CopyHalo"/>.</param>
    public void Sweep(ReadOnlySpan<float> image, Span<float> dual, Span<float> result, float step, ReadOnlySpan<float> rates)
    {
        var depth = rates.Length;
        for (var front = From(1, depth); front < To(1, depth) + depth - 1; front++)
        {
            for (var iteration = 1; iteration <= depth; iteration++)
            {
                var row = front - (iteration - 1);
                if (row >= From(iteration, depth) && row < To(iteration, depth))
                {
                    Update(image, dual, row, iteration, row == From(iteration, depth), step, rates[iteration - 1]);
                }
            }

            var last = front - (depth - 1);
            if (!result.IsEmpty && last >= _first && last < _end)
            {
                Primal(image, dual, last, step, result.Slice(last * _width, _width));
            }
        }
    }

    // The last iteration takes one row above the tile too, for x = v + t div p of the tile's first row.
    private int From(int iteration, int depth) => Math.Max(0, _first - 1 - (depth - iteration));

    private int To(int iteration, int depth) => Math.Min(_rows, _end + (depth - iteration));

    private void Update(ReadOnlySpan<float> image, Span<float> dual, int row, int iteration, bool isFirst, float step, float rate)
    {
        ref var here = ref _primal[2 * iteration - 2];
        ref var below = ref _primal[2 * iteration - 1];
        if (isFirst)
        {
            Primal(image, dual, row, step, here);
        }

        if (row + 1 < _rows)
        {
            Primal(image, dual, row + 1, step, below);
        }
        else
        {
            here.CopyTo(below, 0);
        }

        VariationRows.Dual(here, below, rate, _stride, Row(dual, 0, row), Row(dual, 1, row));
        (here, below) = (below, here);
    }

    private void Primal(ReadOnlySpan<float> image, Span<float> dual, int row, float step, Span<float> destination)
    {
        var above = row > 0 ? Row(dual, 0, row - 1) : _zeros;
        VariationRows.Primal(
            image.Slice(row * _width, _width), above, Row(dual, 0, row), Row(dual, 1, row), step, _stride, destination);
    }

    private bool IsOwn(int row) => row >= _first && row < _end;

    private Span<float> Row(Span<float> dual, int plane, int row)
    {
        if (IsOwn(row))
        {
            return dual.Slice((plane * _rows + row) * _width, _width);
        }

        var (above, below) = (_first - _top, _bottom - _end);
        var index = row < _first ? row - _top : above + row - _end;
        return _halo.AsSpan((plane * (above + below) + index) * _width, _width);
    }
}

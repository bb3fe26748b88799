using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.CodedMask;

/// <summary>An image between its samples: the cubic B-spline through them, with its slopes.</summary>
/// <remarks>s(y, x) = Σ c_kl β(y − k) β(x − l), β the cubic B-spline, twice continuously differentiable; the coefficients c solve s = image at the samples, by
/// division in the spectrum by (2 + cos ω)/3 along each axis. Periodic. Source: [unser1993].</remarks>
internal sealed class CubicSpline : IDisposable
{
    private const int Taps = 4;

    private readonly torch.Tensor _coefficients;   // [rows · columns], float64
    private readonly long _rows;
    private readonly long _columns;

    /// <param name="image">Real, float64, <c>[rows, columns]</c>.</param>
    public CubicSpline(torch.Tensor image)
    {
        using var scope = torch.NewDisposeScope();
        (_rows, _columns) = (image.shape[0], image.shape[1]);
        torch.Tensor Response(torch.Tensor frequency) => (2 + (2 * Math.PI * frequency).cos()) / 3;
        var down = Response(torch.fft.fftfreq(_rows, 1.0, torch.ScalarType.Float64, image.device)).unsqueeze(1);
        var across = Response(torch.fft.rfftfreq(_columns, 1.0, torch.ScalarType.Float64, image.device)).unsqueeze(0);
        _coefficients = torch.fft.irfft2(torch.fft.rfft2(image) / (down * across), [_rows, _columns]).flatten().DetachFromDisposeScope();
    }

    /// <summary>Computes the image at any places, in operations that autograd can record by the places.</summary>
    /// <param name="y">Places along the rows' index, in samples, float64.</param>
    /// <param name="x">Places along the columns' index, likewise.</param>
    /// <returns>float64, shape of the places, in the caller's dispose scope.</returns>
    public torch.Tensor At(torch.Tensor y, torch.Tensor x) => Sum(y, x, Weights, Weights);

    /// <summary>Computes the derivative by y at any places.</summary>
    /// <inheritdoc cref="At" path="/param|/returns"/>
    public torch.Tensor SlopeDown(torch.Tensor y, torch.Tensor x) => Sum(y, x, Slopes, Weights);

    /// <summary>Computes the derivative by x at any places.</summary>
    /// <inheritdoc cref="At" path="/param|/returns"/>
    public torch.Tensor SlopeAcross(torch.Tensor y, torch.Tensor x) => Sum(y, x, Weights, Slopes);

    /// <inheritdoc />
    public void Dispose() => _coefficients.Dispose();

    private torch.Tensor Sum(torch.Tensor y, torch.Tensor x, Func<torch.Tensor, torch.Tensor[]> ofRows, Func<torch.Tensor, torch.Tensor[]> ofColumns)
    {
        using var scope = torch.NewDisposeScope();
        var (top, left) = (y.detach().floor(), x.detach().floor());
        var (down, across) = (ofRows(y - top), ofColumns(x - left));
        torch.Tensor[] Places(torch.Tensor first, long size) =>
            [.. Enumerable.Range(0, Taps).Select(tap => (first + (tap - 1)).remainder(size).to(torch.ScalarType.Int64))];
        var (rows, columns) = (Places(top, _rows), Places(left, _columns));
        var result = torch.zeros_like(y);
        for (var i = 0; i < Taps; i++)
        {
            var along = torch.zeros_like(y);
            for (var j = 0; j < Taps; j++)
            {
                along = along + _coefficients.take(rows[i] * _columns + columns[j]) * across[j];
            }

            result = result + along * down[i];
        }

        return result.MoveToOuterDisposeScope();
    }

    // β at the four samples about a place, t behind the second of them.
    private static torch.Tensor[] Weights(torch.Tensor t)
    {
        var (square, cube) = (t * t, t * t * t);
        return [(1 - t).pow(3) / 6, (3 * cube - 6 * square + 4) / 6, (-3 * cube + 3 * square + 3 * t + 1) / 6, cube / 6];
    }

    private static torch.Tensor[] Slopes(torch.Tensor t)
    {
        var square = t * t;
        return [-(1 - t) * (1 - t) / 2, (3 * square - 4 * t) / 2, (-3 * square + 2 * t + 1) / 2, square / 2];
    }
}

using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.CodedMask;

/// <summary>The point spread function on the object's grid, larger or smaller and turned.</summary>
/// <remarks>p(r) = κ/m² p₀(c + R(−φ) r/m), r from the optical axis, c where the axis meets the measured p₀, m the scale, φ the rotation from +x towards +y; κ makes the sum 1 for
/// m = 1. p₀ between its samples: band-limited interpolation to twice as many, and a cubic spline through these.</remarks>
internal sealed class PsfResampling : IDisposable
{
    private const int Oversampling = 2;

    // What band-limited interpolation spreads beyond the rim.
    private const int Rim = 8;

    private readonly CubicSpline _spline;
    private readonly torch.Tensor _x;        // positions from the axis in samples of the spline, [1, columns]
    private readonly torch.Tensor _y;        // [rows, 1]
    private readonly double _axisX;          // where the axis meets the spline, in its samples
    private readonly double _axisY;
    private readonly double _amount;         // κ

    public PsfResampling(PointSpreadFunction psf, PsfGeometry geometry, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        var measured = Margin.Add(torch.tensor(psf.Values, [psf.Rows, psf.Columns], torch.ScalarType.Float64, device), Rim);
        var fine = FourierInterpolation.Refine(measured.to(torch.ScalarType.ComplexFloat64), Oversampling).real.contiguous();
        _spline = new CubicSpline(fine);
        var (grid, samples) = (geometry.Grid, Oversampling / geometry.Pitch);
        _x = (Coordinates.X(geometry.Window, device) * samples).DetachFromDisposeScope();
        _y = (Coordinates.Y(geometry.Window, device) * samples).DetachFromDisposeScope();
        (_axisX, _axisY) = (Oversampling * (psf.Columns / 2 + Rim) + geometry.CentreX * samples, Oversampling * (psf.Rows / 2 + Rim) + geometry.CentreY * samples);
        _amount = grid.Pitch * grid.Pitch / (geometry.Pitch * geometry.Pitch * psf.Sum);
    }

    /// <summary>Computes p in operations that autograd can record.</summary>
    /// <param name="scale">m, a float64 scalar.</param>
    /// <param name="rotation">φ in rad, likewise.</param>
    /// <returns>float64, <c>[rows, columns]</c> of the window, in the caller's dispose scope.</returns>
    public torch.Tensor At(torch.Tensor scale, torch.Tensor rotation)
    {
        using var scope = torch.NewDisposeScope();
        var (x, y) = Turned(scale, rotation);
        return (_spline.At(y + _axisY, x + _axisX) * (_amount / scale.square())).MoveToOuterDisposeScope();
    }

    /// <summary>Computes ∂p/∂m and ∂p/∂φ.</summary>
    /// <remarks>With q = R(−φ) r/m: ∂q/∂m = −q/m, ∂q/∂φ = (q_y, −q_x).</remarks>
    /// <inheritdoc cref="At" path="/param|/returns"/>
    public (torch.Tensor ByScale, torch.Tensor ByRotation) Slopes(torch.Tensor scale, torch.Tensor rotation)
    {
        using var scope = torch.NewDisposeScope();
        var (x, y) = Turned(scale, rotation);
        var amount = _amount / scale.square();
        var (value, down, across) = (_spline.At(y + _axisY, x + _axisX), _spline.SlopeDown(y + _axisY, x + _axisX), _spline.SlopeAcross(y + _axisY, x + _axisX));
        var byScale = (2 * value + down * y + across * x) * (-amount / scale);
        var byRotation = (across * y - down * x) * amount;
        return (byScale.MoveToOuterDisposeScope(), byRotation.MoveToOuterDisposeScope());
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _spline.Dispose();
        _x.Dispose();
        _y.Dispose();
    }

    // q, in samples of the spline.
    private (torch.Tensor X, torch.Tensor Y) Turned(torch.Tensor scale, torch.Tensor rotation)
    {
        var (cosine, sine) = (rotation.cos() / scale, rotation.sin() / scale);
        return (_x * cosine + _y * sine, _y * cosine - _x * sine);
    }
}

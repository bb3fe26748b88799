using System.Numerics;
using Acme.StructuredIllumination.Light;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace Acme.StructuredIllumination.Initialization;

/// <summary>Compares the band that the stripes have moved with the one that they have left in place.</summary>
/// <remarks>Of frame f, less the mean D of all frames, the spectrum at p + k is c_f X(p) H(p + k), c_f = m/2 exp(iφ_f); D is X(p) H(p). In least squares
/// over p, c = Σ E(p + k) H(p) conj(D(p) H(p + k)) / Σ |D(p) H(p + k)|², which peaks where k is right. The sum in the numerator is the Fourier transform of a
/// product of two images, and so can be had at any k, between the bins too. The noise of D, seen beyond the cut-off, is taken off the denominator. Sources:
/// [gustafsson2000], [wicker2013].</remarks>
internal sealed class BandCorrelation : IDisposable
{
    // Of the sides; the edge of a frame would shine along the axes of the spectrum.
    private const double SoftShare = 0.2;

    // A denominator that noise has taken up says nothing.
    private const double LeastShare = 0.02;

    private readonly SamplingGrid _grid;
    private readonly double _wavelength;
    private readonly double _aperture;
    private readonly int _orientations;
    private readonly torch.Tensor _products;   // complex, [frames, rows, columns]
    private readonly torch.Tensor _power;      // |D|², [rows, columns], FFT order
    private readonly double _noise;            // of |D|², at every frequency

    /// <param name="frames">float64, <c>[frames, rows, columns]</c>.</param>
    /// <param name="orientations">Number of orientations; the frames of one follow each other.</param>
    /// <param name="grid">Grid of the camera.</param>
    /// <param name="wavelength">Wavelength of the fluorescence, in metres.</param>
    /// <param name="aperture">NA.</param>
    public BandCorrelation(torch.Tensor frames, int orientations, SamplingGrid grid, double wavelength, double aperture)
    {
        using var scope = torch.NewDisposeScope();
        (_grid, _wavelength, _aperture, _orientations) = (grid, wavelength, aperture, orientations);
        var window = SoftEdge(grid.Rows, frames.device).unsqueeze(1) * SoftEdge(grid.Columns, frames.device);
        var mean = frames.mean([0L], keepdim: true);
        var transfer = Transfer(0, 0, frames.device);
        torch.Tensor Matched(torch.Tensor images) => torch.fft.ifft2(torch.fft.fft2(images * window) * transfer).real;
        _products = (Matched(frames - mean) * Matched(mean)).to(torch.ScalarType.ComplexFloat64).DetachFromDisposeScope();
        _power = torch.fft.fft2(mean[0] * window).abs().square().DetachFromDisposeScope();
        var beyond = transfer.less(1e-6);
        _noise = beyond.any().ToBoolean() ? _power.masked_select(beyond).mean().ToDouble() : 0;
    }

    /// <summary>How much of the frames of an orientation a pair of moved bands at k explains, up to a factor: |c|² times the denominator.</summary>
    public double Strength(int orientation, double x, double y)
    {
        using var scope = torch.NewDisposeScope();
        var phases = (int)_products.shape[0] / _orientations;
        return Numerators(orientation * phases, phases, x, y).abs().square().sum().ToDouble() / Denominator(x, y);
    }

    /// <summary>c of every frame of an orientation.</summary>
    /// <remarks>The mean of all frames holds a share of the moved bands, as far as the phases of an orientation do not cancel; it is put back.</remarks>
    public IReadOnlyList<Complex> Bands(int orientation, double x, double y)
    {
        using var scope = torch.NewDisposeScope();
        var frames = (int)_products.shape[0];
        var phases = frames / _orientations;
        var found = (Numerators(orientation * phases, phases, x, y) / Denominator(x, y)).cpu().data<Complex>().ToArray();
        var sum = found.Aggregate(Complex.Zero, (total, band) => total + band);
        var share = _orientations > 1 ? sum / (1 - (double)phases / frames) / frames : Complex.Zero;
        return [.. found.Select(band => band + share)];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _products.Dispose();
        _power.Dispose();
    }

    private torch.Tensor Numerators(int start, int count, double x, double y)
    {
        var down = Phasor.Of(-2 * Math.PI * y * Coordinates.Y(_grid, _products.device)).reshape(1, 1, -1);
        var right = Phasor.Of(-2 * Math.PI * x * Coordinates.X(_grid, _products.device)).reshape(1, -1, 1);
        return torch.matmul(torch.matmul(down, _products.narrow(0, start, count)), right).reshape(-1) * _grid.Rows * _grid.Columns;
    }

    private double Denominator(double x, double y)
    {
        var moved = Transfer(x, y, _power.device).square();
        var all = (_power * moved).sum().ToDouble();
        return Math.Max(all - _noise * moved.sum().ToDouble(), LeastShare * all);
    }

    // What objective and pixels pass at f + k, [rows, columns], FFT order.
    private torch.Tensor Transfer(double x, double y, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        var (fx, fy) = (Coordinates.FrequencyX(_grid, device) + x, Coordinates.FrequencyY(_grid, device) + y);
        var pixel = torch.special.sinc(fx * _grid.Pitch) * torch.special.sinc(fy * _grid.Pitch);
        return (IncoherentOtf.Of((fx.square() + fy.square()).sqrt(), _wavelength, torch.tensor(_aperture, torch.ScalarType.Float64, device)) * pixel).MoveToOuterDisposeScope();
    }

    private static torch.Tensor SoftEdge(int size, torch.Device device)
    {
        var fromEdge = (0.5 * size - (torch.arange(size, dtype: torch.ScalarType.Float64, device: device) + 0.5 - 0.5 * size).abs()) / (SoftShare * size);
        return (Math.PI / 2 * fromEdge.clamp(0, 1)).sin().square();
    }
}

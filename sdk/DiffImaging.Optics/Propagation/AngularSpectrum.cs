using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Optics.Propagation;

/// <summary>Propagates a scalar field through a homogeneous medium by the angular spectrum method.</summary>
/// <remarks>
/// u(z) = F⁻¹{ H F{u(0)} }, H = exp(iφ), φ(f) = −2π z f² / (w + √(w² − f²)), w = n/λ: the exact phase 2π z √(w² − f²)
/// without the carrier 2π z w, in a form that does not cancel (piston is set apart). Evanescent waves are set to zero.
/// Time convention exp(−iωt), so that z &gt; 0 goes with the light. The FFT makes the edge periodic: give the field a margin
/// or use padding. Source: [goodman2005], §3.10; band limit: [matsushima2009].
/// </remarks>
public sealed class AngularSpectrum : IDisposable
{
    private readonly torch.Tensor _axialPhase;      // [rows, columns] float64, dφ/dz in rad/m
    private readonly torch.Tensor _passing;         // [rows, columns] real, 1 where the wave propagates, else 0
    private readonly torch.ScalarType _realType;
    private readonly FusedTransfer _fused;
    private readonly int _padding;

    /// <summary>Prepares a propagator.</summary>
    /// <param name="grid">Grid of the fields.</param>
    /// <param name="light">Wavelength and medium.</param>
    /// <param name="context">Device and precision.</param>
    /// <param name="bandLimitDistance">Largest |z| for which frequencies beyond the sampling of H are to be cut, in metres;
    /// null cuts evanescent waves only.</param>
    /// <param name="padding">Zero samples added on each side before the FFT and cut off after it.</param>
    public AngularSpectrum(SamplingGrid grid, Light light, StageContext context, double? bandLimitDistance = null, int padding = 0)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(context);
        using var scope = torch.NewDisposeScope();
        Grid = grid;
        _padding = padding;
        _realType = context.RealType;
        var padded = grid with { Rows = grid.Rows + 2 * padding, Columns = grid.Columns + 2 * padding };
        var squared = Coordinates.SquaredFrequency(padded, context.Device);
        var axialSquared = light.CutOff * light.CutOff - squared;
        var passing = axialSquared.greater(0);
        if (bandLimitDistance is { } distance)
        {
            var fx = Coordinates.FrequencyX(padded, context.Device).abs() <= BandLimit(padded.Width, light, distance);
            var fy = Coordinates.FrequencyY(padded, context.Device).abs() <= BandLimit(padded.Height, light, distance);
            passing = passing.logical_and(fx.logical_and(fy));
        }

        _axialPhase = (-2 * Math.PI * squared / (light.CutOff + axialSquared.clamp(min: 0).sqrt())).DetachFromDisposeScope();
        _passing = passing.to(_realType).DetachFromDisposeScope();
        _fused = new FusedTransfer(_axialPhase, _passing);
    }

    /// <summary>Grid of the fields.</summary>
    public SamplingGrid Grid { get; }

    /// <summary>dφ/dz in rad/m, float64, <c>[rows, columns]</c> with padding, FFT order; owned by the propagator.</summary>
    public torch.Tensor AxialPhase => _axialPhase;

    /// <summary>1 where the wave passes, else 0, in the working precision, <c>[rows, columns]</c> with padding.</summary>
    internal torch.Tensor Passing => _passing;

    /// <summary>Highest frequency along one axis at which H is sampled without aliasing, in cycles per metre.</summary>
    /// <remarks>w / √((2 z / L)² + 1), L the extent of the grid. Source: [matsushima2009], eq. 13.</remarks>
    public static double BandLimit(double extent, Light light, double distance) =>
        light.CutOff / Math.Sqrt(Math.Pow(2 * distance / extent, 2) + 1);

    /// <summary>Computes H for one or several distances.</summary>
    /// <param name="distance">z in metres, float64, scalar or <c>[frames]</c>.</param>
    /// <returns>Complex, <c>[rows, columns]</c> or <c>[frames, 1, rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor TransferFunction(torch.Tensor distance)
    {
        ArgumentNullException.ThrowIfNull(distance);
        using var scope = torch.NewDisposeScope();
        var z = distance.dim() == 0 ? distance : distance.reshape(-1, 1, 1, 1);
        var phase = _axialPhase * z;
        // Cosine and sine in the working precision: the phase is first brought into one turn in float64.
        var turn = (phase - 2 * Math.PI * (phase / (2 * Math.PI)).round()).to(_realType);
        return torch.complex(turn.cos() * _passing, turn.sin() * _passing).MoveToOuterDisposeScope();
    }

    /// <summary>Multiplies a spectrum by H in place, in one pass over memory, where that form can take it: complex64 on the
    /// CPU, outside autograd's record.</summary>
    /// <param name="spectrum">Spectrum of <see cref="Enter"/>; changed where the result is true.</param>
    /// <param name="distance">z in metres, float64, scalar or <c>[frames]</c>.</param>
    /// <returns>Whether it was done; otherwise multiply by <see cref="TransferFunction"/>, which gives the same.</returns>
    public bool TryTransfer(torch.Tensor spectrum, torch.Tensor distance)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(distance);
        if (!IsWhole(spectrum) || !_fused.Takes(spectrum, distance))
        {
            return false;
        }

        _fused.Multiply(spectrum, distance);
        return true;
    }

    /// <summary>The adjoint of <see cref="TryTransfer"/>: multiplies the spectrum of a cotangent by H*, and computes on the way
    /// the derivative by the distance.</summary>
    /// <param name="cotangent">G = F{g} of <see cref="Enter"/>; changed where the result is true.</param>
    /// <param name="transferred">S = H F{u} where the derivative is wanted; null where not.</param>
    /// <param name="distance">z in metres, float64, scalar or <c>[frames]</c>.</param>
    /// <param name="slope">Σ Re(conj(G) i φ' S) / N for each distance, N the number of samples of the spectrum: float64, in the
    /// shape of the distance, in the caller's dispose scope; null where not wanted or not done.</param>
    /// <returns>Whether it was done; otherwise compute both from <see cref="TransferFunction"/> and <see cref="AxialPhase"/>.</returns>
    public bool TryTransferAdjoint(torch.Tensor cotangent, torch.Tensor? transferred, torch.Tensor distance, out torch.Tensor? slope)
    {
        ArgumentNullException.ThrowIfNull(cotangent);
        ArgumentNullException.ThrowIfNull(distance);
        slope = null;
        if (!IsWhole(cotangent) || !_fused.Takes(cotangent, distance)
            || transferred is not null && !(_fused.Takes(transferred, distance) && transferred.shape.SequenceEqual(cotangent.shape)))
        {
            return false;
        }

        var sums = _fused.MultiplyConjugate(cotangent, transferred, distance);
        if (transferred is not null)
        {
            using var scope = torch.NewDisposeScope();
            slope = torch.tensor(sums, torch.ScalarType.Float64).div_((double)_axialPhase.numel()).reshape(distance.shape).MoveToOuterDisposeScope();
        }

        return true;
    }

    /// <summary>Propagates a field.</summary>
    /// <param name="field">Complex, <c>[..., rows, columns]</c>.</param>
    /// <param name="transfer">H of <see cref="TransferFunction"/>.</param>
    /// <returns>A fresh field of the same shape (broadcast with H), in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The field is real, or its last two sizes are not the grid's.</exception>
    public torch.Tensor Propagate(torch.Tensor field, torch.Tensor transfer)
    {
        using var scope = torch.NewDisposeScope();
        return Leave(Enter(field) * transfer).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the spectrum of a field, padded.</summary>
    /// <param name="field">Complex, <c>[..., rows, columns]</c>.</param>
    /// <returns>Spectrum in FFT order, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The field is real, or its last two sizes are not the grid's.</exception>
    public torch.Tensor Enter(torch.Tensor field)
    {
        TensorGuard.RequireField(field, Grid);
        if (_padding == 0)
        {
            return torch.fft.fft2(field);
        }

        using var scope = torch.NewDisposeScope();
        return torch.fft.fft2(Resampling.Margin.Add(field, _padding)).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the field of a spectrum, and cuts the padding off.</summary>
    /// <param name="spectrum">Spectrum in FFT order, with padding.</param>
    /// <returns>Complex, <c>[..., rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor Leave(torch.Tensor spectrum)
    {
        if (_padding == 0)
        {
            return torch.fft.ifft2(spectrum);
        }

        using var scope = torch.NewDisposeScope();
        return Resampling.Margin.Remove(torch.fft.ifft2(spectrum), _padding).MoveToOuterDisposeScope();
    }

    private bool IsWhole(torch.Tensor spectrum) =>
        spectrum.dim() >= 2 && spectrum.shape[^1] == _axialPhase.shape[1] && spectrum.shape[^2] == _axialPhase.shape[0];

    /// <inheritdoc />
    public void Dispose()
    {
        _axialPhase.Dispose();
        _passing.Dispose();
    }
}

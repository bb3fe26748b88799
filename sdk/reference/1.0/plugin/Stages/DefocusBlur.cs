using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.Imaging.Stages;

/// <summary>A thin object that shines by itself, such as a fluorescent one, seen through a microscope at several focus positions.</summary>
/// <remarks>I_j = F⁻¹{ F{x} exp(−2π² σ_j² (f_x² + f_y²)) }, σ_j² = (0.21 λ/NA)² + (NA (z_j − z)/2)²: the core of the Airy pattern
/// as a Gaussian, widened by the variance of the geometric disc of confusion, whose radius is NA |z_j − z|. x ≥ 0 is the
/// brightness, real, <c>[rows, columns]</c>; z_j the position of frame j and z that of the focus, in metres. The edge is periodic: keep the
/// object away from it. Nothing comes in; intensity <c>[frames, 1, rows, columns]</c> goes out.</remarks>
internal sealed class DefocusBlur : IForwardStage
{
    public const string Brightness = "brightness";
    public const string Focus = "focus";

    private readonly DefocusBlurOptions _options;
    private readonly SignalDescription _output;
    private readonly StageContext _context;
    private readonly torch.Tensor _squaredFrequency;   // [rows, columns], float64, in 1/m²
    private readonly torch.Tensor _positions;          // [frames, 1, 1, 1], float64, in metres

    public DefocusBlur(DefocusBlurOptions options, SignalDescription output, StageContext context)
    {
        (_options, _output, _context) = (options, output, context);
        using var scope = torch.NewDisposeScope();
        _squaredFrequency = Coordinates.SquaredFrequency(output.Grid, context.Device).DetachFromDisposeScope();
        _positions = torch.tensor(options.Positions.ToArray(), torch.ScalarType.Float64, context.Device).reshape(-1, 1, 1, 1).DetachFromDisposeScope();
    }

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var defocus = _positions.narrow(0, frames.Start, frames.Count) - values[Focus];
        var sharp = SharpWidth(_options.NumericalAperture, _output.Wavelength);
        var variance = sharp * sharp + (0.5 * _options.NumericalAperture * defocus).square();
        var transfer = (-2 * Math.PI * Math.PI * variance * _squaredFrequency).exp().to(_context.RealType);
        var spectrum = torch.fft.fft2(values[Brightness].to(_context.ComplexType)) * transfer;
        return new Signal(torch.fft.ifft2(spectrum).real.clone().MoveToOuterDisposeScope(), _output);
    }

    /// <summary>Standard deviation of the point spread function in focus, in metres.</summary>
    public static double SharpWidth(double numericalAperture, double wavelength) => 0.21 * wavelength / numericalAperture;

    public void Dispose()
    {
        _squaredFrequency.Dispose();
        _positions.Dispose();
    }
}

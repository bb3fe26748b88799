using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Lensless.Modalities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Views;

/// <summary>A frame propagated back to the object with the phase of the empty field, and interpolated to the object's pitch: what a single hologram
/// shows, twin image included.</summary>
/// <remarks>o = 1 + F⁻¹{ H(−z) exp(i2π f·s) F{√(I / median I) − 1} }, the spectrum between the pixels' Nyquist frequencies; nothing finer is invented. A turn of the
/// frame is not undone.</remarks>
internal sealed class BackPropagatedFrame : IFrameView
{
    // Room for what the back-propagation brings to the edge, as a share of the field.
    private const int MarginShare = 4;

    private readonly LenslessSuperResolutionOptions _options;
    private readonly MeasurementDescription _measurement;
    private readonly ShiftedTransfer _transfer;
    private readonly SamplingGrid _canvas;
    private readonly int _margin;
    private readonly StageContext _context;

    public BackPropagatedFrame(LenslessSuperResolutionOptions options, MeasurementDescription measurement, StageContext context)
    {
        (_options, _measurement, _context) = (options, measurement, context);
        _margin = Math.Max(measurement.Rows, measurement.Columns) / MarginShare;
        var (refinement, pitch) = (options.Refinement, options.PixelPitch / options.Refinement);
        _canvas = new SamplingGrid((measurement.Rows + 2 * _margin) * refinement, (measurement.Columns + 2 * _margin) * refinement, pitch);
        Grid = new SamplingGrid(measurement.Rows * refinement, measurement.Columns * refinement, pitch);
        _transfer = new ShiftedTransfer(_canvas, new Light(options.Wavelength, options.RefractiveIndex), context);
    }

    /// <inheritdoc />
    public SamplingGrid Grid { get; }

    /// <inheritdoc />
    public torch.Tensor Show(torch.Tensor frame, int index, IReadOnlyDictionary<string, torch.Tensor> values)
    {
        using var scope = torch.NewDisposeScope();
        var (distance, shift) = (Numbers(values[LenslessKeys.Distance]), Numbers(values[LenslessKeys.Shift]));
        var (x, y) = shift.Length == 2 ? (shift[0], shift[1]) : (shift[2 * index], shift[2 * index + 1]);
        var z = distance[distance.Length == 1 ? 0 : _options.Heights.Count > 0 ? _options.Heights[index] : index / (_measurement.Frames / distance.Length)];

        // A pixel's value stands at its centre, which lies between its first object sample and its last.
        var centre = (_options.Refinement - 1) / 2.0 * Grid.Pitch;
        var amplitude = frame.to(_context.RealType).clamp_min(0).sqrt();
        var departure = Margin.Add(amplitude / amplitude.median() - 1, _margin).to(_context.ComplexType);
        var spectrum = Interpolated(torch.fft.fft2(departure));
        var image = torch.fft.ifft2(_transfer.Multiply(spectrum, new Displacement(centre - x, centre - y, -z))) + 1;
        return Margin.Remove(image, _margin * _options.Refinement).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose() => _transfer.Dispose();

    // Zeros beyond the highest frequency of the pixels; the FFT's 1/N has to be that of the pixels.
    private torch.Tensor Interpolated(torch.Tensor spectrum)
    {
        var embedded = Margin.Embed(torch.fft.fftshift(spectrum), _canvas.Rows, _canvas.Columns);
        return torch.fft.ifftshift(embedded).contiguous() * ((double)_options.Refinement * _options.Refinement);
    }

    private static double[] Numbers(torch.Tensor value) => value.reshape(-1).to(torch.ScalarType.Float64).cpu().data<double>().ToArray();
}

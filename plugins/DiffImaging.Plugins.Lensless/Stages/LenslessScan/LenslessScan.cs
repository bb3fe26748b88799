using DiffImaging.Optics.Objects;
using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.LenslessScan;

/// <summary>A thin object seen by a sensor from several distances and lateral positions.</summary>
/// <remarks>u_j = C F⁻¹{ H(z_g(j)) exp(−i2π(f_x s_jx + f_y s_jy)) S }, S = F{o u}: the spectrum of the object's field is computed once, each frame
/// j costs one FFT. H: <see cref="AngularSpectrum"/>; g(j) is the height that the frame was taken at, s_j the shift of the object's image on
/// the sensor, C cuts the margin off. Object <c>[rows, columns]</c>, field u <c>[frames, modes, rows, columns]</c> with any size 1.
/// With u different in each frame there is a spectrum for each.</remarks>
internal sealed class LenslessScan : ILinearizableStage
{
    public const string TransmittanceName = "transmittance";

    private readonly SignalDescription _input;

    public LenslessScan(ObjectVariable variable, SignalDescription input, SignalDescription output, ScanGeometry geometry, double? bandLimitDistance, StageContext context)
    {
        (Variable, _input, Output, Geometry) = (variable, input, output, geometry);
        Transfer = new ShiftedTransfer(input.Grid, Light.Of(input), context, bandLimitDistance);
    }

    public ObjectVariable Variable { get; }

    public SignalDescription Output { get; }

    public ScanGeometry Geometry { get; }

    public ShiftedTransfer Transfer { get; }

    /// <inheritdoc />
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var spectra = Enter(input.Tensor * Transmittance.Of(values[TransmittanceName], Variable.Parametrization));
        return new Signal((torch.is_grad_enabled() ? Recorded(spectra, values, frames) : Fields(spectra, Geometry.Read(values, frames))).MoveToOuterDisposeScope(), Output);
    }

    /// <inheritdoc />
    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) =>
        new LenslessScanLinearization(this, input, values, frames);

    /// <inheritdoc />
    public void Dispose() => Transfer.Dispose();

    /// <summary>Spectra of object fields; a uniform one is filled in.</summary>
    public torch.Tensor Enter(torch.Tensor field)
    {
        using var scope = torch.NewDisposeScope();
        return torch.fft.fft2(field.expand([.. field.shape[..^2], _input.Grid.Rows, _input.Grid.Columns])).MoveToOuterDisposeScope();
    }

    /// <summary>The spectrum of a frame and mode; one for all frames stands for each.</summary>
    /// <returns>Complex, <c>[rows, columns]</c>, a view in the caller's dispose scope.</returns>
    public static torch.Tensor At(torch.Tensor spectra, int frame, int mode) =>
        spectra[Math.Min(frame, spectra.shape[0] - 1), Math.Min(mode, spectra.shape[1] - 1)];

    /// <summary>The fields at the sensor, one frame after the other, so that no more than one is held on the whole grid.</summary>
    /// <param name="spectra">S, <c>[1 or frames, modes, rows, columns]</c>.</param>
    /// <param name="places">Where each frame is.</param>
    /// <returns>Complex, <c>[frames, modes, rows, columns]</c> without the margin, in the caller's dispose scope.</returns>
    public torch.Tensor Fields(torch.Tensor spectra, Displacement[] places) =>
        Fields((frame, mode) => At(spectra, frame, mode), places, spectra.shape[1], spectra.dtype);

    /// <summary>As <see cref="Fields(torch.Tensor, Displacement[])"/>, with spectra that are made when they are needed.</summary>
    public torch.Tensor Fields(Func<int, int, torch.Tensor> spectrum, Displacement[] places, long modes, torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        var grid = _input.Grid;
        if (Output.Grid.Rows == grid.Rows && Output.Grid.Columns == grid.Columns)
        {
            // Nothing is cut off: one FFT over the stack puts each field where it belongs.
            var products = torch.empty([places.Length, modes, grid.Rows, grid.Columns], type, Transfer.Device);
            ForEach(places.Length, modes, (frame, mode) => Transfer.Multiply(spectrum(frame, mode), places[frame], products[frame, mode]));
            return torch.fft.ifft2(products).MoveToOuterDisposeScope();
        }

        var result = torch.empty([places.Length, modes, Output.Grid.Rows, Output.Grid.Columns], type, Transfer.Device);
        ForEach(places.Length, modes, (frame, mode) =>
        {
            var field = torch.fft.ifft2(Transfer.Multiply(spectrum(frame, mode), places[frame]));
            result[frame, mode].copy_(Margin.Centre(field, Output.Grid.Rows, Output.Grid.Columns));
        });
        return result.MoveToOuterDisposeScope();
    }

    private static void ForEach(int frames, long modes, Action<int, int> body)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            for (var mode = 0; mode < modes; mode++)
            {
                using var scope = torch.NewDisposeScope();
                body(frame, mode);
            }
        }
    }

    private torch.Tensor Recorded(torch.Tensor spectra, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var (distance, shift) = (values[ScanGeometry.Distance], values[ScanGeometry.Shift]);
        var fields = Enumerable.Range(0, frames.Count).Select(index =>
        {
            var frame = frames.Start + index;
            var transfer = Transfer.Function(Geometry.ShiftOf(shift, frame, 0), Geometry.ShiftOf(shift, frame, 1), Geometry.DistanceOf(distance, frame));
            var field = torch.fft.ifft2(spectra[Math.Min(index, spectra.shape[0] - 1)] * transfer);
            return Margin.Centre(field, Output.Grid.Rows, Output.Grid.Columns);
        });
        return torch.stack([.. fields]).MoveToOuterDisposeScope();
    }
}

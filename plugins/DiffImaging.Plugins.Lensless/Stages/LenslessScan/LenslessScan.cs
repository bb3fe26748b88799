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

    /// <summary>Frames that are taken through the transfer function together: more would gain little, and each costs a field on the whole grid.</summary>
    public const int TogetherAtMost = 4;

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

    /// <summary>The fields at the sensor, a few frames after each other, so that no more than those are held on the whole grid.</summary>
    /// <param name="spectra">S, <c>[1 or frames, modes, rows, columns]</c>.</param>
    /// <param name="places">Where each frame is.</param>
    /// <returns>Complex, <c>[frames, modes, rows, columns]</c> without the margin, in the caller's dispose scope.</returns>
    public torch.Tensor Fields(torch.Tensor spectra, Displacement[] places) => spectra.shape[0] == 1
        ? Fields(places.Length, spectra.shape[1], spectra.dtype, TogetherAtMost, (frames, mode, products) =>
            Transfer.Multiply(At(spectra, 0, mode), places[frames.Start..frames.End], products))
        : Fields((frame, mode) => At(spectra, frame, mode), places, spectra.shape[1], spectra.dtype);

    /// <summary>As <see cref="Fields(torch.Tensor, Displacement[])"/>, with spectra that are made when they are needed.</summary>
    public torch.Tensor Fields(Func<int, int, torch.Tensor> spectrum, Displacement[] places, long modes, torch.ScalarType type) =>
        Fields(places.Length, modes, type, 1, (frames, mode, products) => Transfer.Multiply(spectrum(frames.Start, mode), [places[frames.Start]], products));

    /// <summary>Cuts frames that share a spectrum into runs that are computed together.</summary>
    public static IEnumerable<(int Start, int End)> Runs(int frames, int atMost) =>
        Enumerable.Range(0, (frames + atMost - 1) / atMost).Select(run => (run * atMost, Math.Min(frames, (run + 1) * atMost)));

    // Multiply puts the products of a run of frames and a mode where it is told.
    private torch.Tensor Fields(int frames, long modes, torch.ScalarType type, int atMost, Action<(int Start, int End), int, torch.Tensor[]> multiply)
    {
        using var scope = torch.NewDisposeScope();
        var (grid, cut) = (_input.Grid, Output.Grid);
        torch.Tensor Empty(int count, SamplingGrid size) => torch.empty([count, modes, size.Rows, size.Columns], type, Transfer.Device);
        var nothingIsCutOff = (grid.Rows, grid.Columns) == (cut.Rows, cut.Columns);
        var result = nothingIsCutOff ? null : Empty(frames, cut);
        var products = Empty(nothingIsCutOff ? frames : Math.Min(frames, atMost), grid);
        foreach (var run in Runs(frames, atMost))
        {
            using var inner = torch.NewDisposeScope();
            var (first, count) = (nothingIsCutOff ? run.Start : 0, run.End - run.Start);
            for (var mode = 0; mode < modes; mode++)
            {
                multiply(run, mode, [.. Enumerable.Range(first, count).Select(slot => products[slot, mode])]);
            }

            result?.narrow(0, run.Start, count).copy_(Margin.Centre(torch.fft.ifft2(products.narrow(0, 0, count)), cut.Rows, cut.Columns));
        }

        // Where nothing is cut off one FFT over the stack puts each field where it belongs, and spares a copy.
        return (result ?? torch.fft.ifft2(products)).MoveToOuterDisposeScope();
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

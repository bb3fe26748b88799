using DiffImaging.Optics.Objects;
using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.LenslessScan;

/// <summary>Derivatives of the scan: one FFT for each frame and one for the object, each way.</summary>
/// <remarks>u̇_j = C F⁻¹{T_j (Ṡ + i w_j S)}, w_j = φ'ż − 2π(f_x ṡ_x + f_y ṡ_y). Jᵀ: with A_j = T_j* F{Cᵀ g_j}, ō = u* F⁻¹{Σ_j A_j} and, for a part p of
/// the displacement, Σ Re(conj(A_j) i w_p S) / N. Nothing is kept of a frame but its field.</remarks>
internal sealed class LenslessScanLinearization : ILinearization
{
    private readonly LenslessScan _stage;
    private readonly Signal _input;
    private readonly VariableValues _values;
    private readonly FrameRange _frames;
    private readonly Displacement[] _places;
    private readonly torch.Tensor _transmittance;
    private readonly torch.Tensor _spectra;     // S, [1 or frames, modes, rows, columns]

    public LenslessScanLinearization(LenslessScan stage, Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        (_stage, _input, _values, _frames) = (stage, input, values, frames);
        _places = stage.Geometry.Read(values, frames);
        _transmittance = Transmittance.Of(values[LenslessScan.TransmittanceName], stage.Variable.Parametrization).DetachFromDisposeScope();
        _spectra = stage.Enter(input.Tensor * _transmittance).DetachFromDisposeScope();
        Output = new Signal(stage.Fields(_spectra, _places).DetachFromDisposeScope(), stage.Output);
    }

    /// <inheritdoc />
    public Signal Output { get; }

    /// <inheritdoc />
    public Signal Jvp(Signal inputTangent, VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var change = SpectraTangent(inputTangent, tangent);
        var steps = tangent.Find(ScanGeometry.Distance) is not null || tangent.Find(ScanGeometry.Shift) is not null ? _stage.Geometry.Read(tangent, _frames) : null;
        if (change is null && steps is null)
        {
            return new Signal(null, Output.Description);
        }

        torch.Tensor Moved(int frame, int mode)
        {
            var turned = steps is null ? null : _stage.Transfer.Turn(LenslessScan.At(_spectra, frame, mode), steps[frame]);
            var carried = change is null ? null : LenslessScan.At(change, frame, mode);
            return turned is null ? carried! : carried is null ? turned : turned.add_(carried);
        }

        var modes = Math.Max(_spectra.shape[1], change?.shape[1] ?? 1);
        return new Signal(_stage.Fields(Moved, _places, modes, _spectra.dtype).MoveToOuterDisposeScope(), Output.Description);
    }

    /// <inheritdoc />
    public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
    {
        var values = new VariableValues();
        if (cotangent.Values is not { } given)
        {
            return (_input with { Values = null }, values);
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var wantsObject = request.Wants(LenslessScan.TransmittanceName);
        var moves = request.Wants(ScanGeometry.Distance) || request.Wants(ScanGeometry.Shift);
        var sums = torch.zeros_like(_spectra);
        var slopes = Gather(given, sums, moves);
        foreach (var name in new[] { ScanGeometry.Distance, ScanGeometry.Shift }.Where(request.Wants))
        {
            values.Add(name, _stage.Geometry.Sum(slopes, _frames, name, _values[name]).MoveToOuterDisposeScope());
        }

        if (!wantsObject && !request.Input)
        {
            return (_input with { Values = null }, values);
        }

        var light = torch.fft.ifft2(sums);
        if (wantsObject)
        {
            var onObject = Broadcasting.SumTo(light * _input.Tensor.conj(), [1, 1, .. _transmittance.shape]).reshape(_transmittance.shape);
            values.Add(LenslessScan.TransmittanceName, Transmittance.Cotangent(_transmittance, onObject, _stage.Variable.Parametrization).MoveToOuterDisposeScope());
        }

        var back = request.Input ? Broadcasting.SumTo(light * _transmittance.conj(), _input.Tensor.shape).MoveToOuterDisposeScope() : null;
        return (_input with { Values = back }, values);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Output.Tensor.Dispose();
        _transmittance.Dispose();
        _spectra.Dispose();
    }

    // Ṡ = F{ȯ u + o u̇}; null for zero.
    private torch.Tensor? SpectraTangent(Signal inputTangent, VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        var change = tangent.Find(LenslessScan.TransmittanceName) is { } numbers
            ? _input.Tensor * Transmittance.Tangent(_transmittance, numbers, _stage.Variable.Parametrization)
            : null;
        if (inputTangent.Values is { } light)
        {
            var carried = light * _transmittance;
            change = change is null ? carried : change + carried;
        }

        return change is null ? null : _stage.Enter(change).MoveToOuterDisposeScope();
    }

    // Adds Σ A_j to the sums, and returns the derivatives by each frame's displacement.
    private Displacement[] Gather(torch.Tensor cotangent, torch.Tensor sums, bool moves)
    {
        var (rows, columns) = ((int)_spectra.shape[2], (int)_spectra.shape[3]);
        var slopes = new Displacement[_places.Length];
        foreach (var (start, end) in LenslessScan.Runs(_places.Length, _spectra.shape[0] == 1 ? LenslessScan.TogetherAtMost : 1))
        {
            for (var mode = 0; mode < _spectra.shape[1]; mode++)
            {
                using var inner = torch.NewDisposeScope();
                var given = cotangent.narrow(0, start, end - start).select(1, mode);
                var arrived = torch.fft.fft2(given.shape[1] == rows && given.shape[2] == columns ? given : Margin.Embed(given, rows, columns));
                var found = _stage.Transfer.Gather(
                    [.. Enumerable.Range(0, end - start).Select(index => arrived[index])], _places[start..end],
                    LenslessScan.At(sums, start, mode), moves ? LenslessScan.At(_spectra, start, mode) : null);
                for (var frame = start; frame < end; frame++)
                {
                    var (slope, sum) = (found[frame - start], slopes[frame]);
                    slopes[frame] = new Displacement(sum.X + slope.X, sum.Y + slope.Y, sum.Z + slope.Z);
                }
            }
        }

        return slopes;
    }
}

using DiffImaging.Optics.Kernels;
using DiffImaging.Optics.Objects;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Plugins.FourierPtychography.Windows;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>Images of an object under light from many directions: ψ_j = √b_j F⁻¹{O(k + n_j) P(k − δ_j)}.</summary>
/// <remarks>O = F{o} is the object's spectrum on the fine grid, s_j/λ = n_j + δ_j bins the direction towards LED j, whose light is
/// exp(−i2π s_j·r/λ). The window moves by whole bins and the pupil by the rest; the field is that behind the microscope times
/// exp(i2π δ_j·r/extent), which no intensity sees. Complex, <c>[frames, modes, rows, columns]</c>; a mode is a point of the LED and a wavelength.
/// Index 0 of the image lies on index 0 of the object. Source: [zheng2013], [ou2014].</remarks>
internal sealed class PtychographicMicroscope(ImagingModel model, ObjectVariable variable, SignalDescription output) : ILinearizableStage
{
    public ImagingModel Model => model;

    public ObjectVariable Variable => variable;

    public SignalDescription Output => output;

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var spectrum = torch.fft.fft2(Transmittance.Of(values[ParameterNames.Transmittance], variable.Parametrization));
        var point = ImagingPoint.Of(model, values, frames);
        if (torch.is_grad_enabled() && values.Any(value => value.Value.requires_grad))
        {
            return new Signal(new TensorWindows(point, spectrum).Fields().MoveToOuterDisposeScope(), output);
        }

        using var windows = Windows(point, spectrum);
        return new Signal(windows.Fields().MoveToOuterDisposeScope(), output);
    }

    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) =>
        new MicroscopeLinearization(this, input, values, frames);

    /// <summary>Cuts the windows of the object's spectrum, outside autograd's record; the caller owns them.</summary>
    public static IWindows Windows(ImagingPoint point, torch.Tensor spectrum) =>
        FusedKernel.Takes(spectrum) ? new FusedWindows(point, spectrum) : new TensorWindows(point, spectrum).Detach();

    public void Dispose()
    {
    }
}

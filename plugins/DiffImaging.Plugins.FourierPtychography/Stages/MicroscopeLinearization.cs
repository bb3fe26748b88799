using DiffImaging.Optics.Objects;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Plugins.FourierPtychography.Windows;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>A <see cref="PtychographicMicroscope"/> at one point.</summary>
/// <remarks>Each product costs one FFT of the image's size for each frame and mode, and one of the object's where that takes part.</remarks>
internal sealed class MicroscopeLinearization : ILinearization
{
    private readonly Signal _input;
    private readonly ObjectParametrization _parametrization;
    private readonly torch.Tensor _transmittance;
    private readonly IReadOnlyList<torch.Tensor> _point;
    private readonly ImagingDerivative _derivative;
    private readonly IWindows _windows;

    public MicroscopeLinearization(PtychographicMicroscope stage, Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        (_input, _parametrization) = (input, stage.Variable.Parametrization);
        _transmittance = Transmittance.Of(values[ParameterNames.Transmittance], _parametrization).DetachFromDisposeScope();
        var (directions, jacobian) = stage.Model.Array.Linearize(ImagingPoint.ArrayOf(values), frames);
        var point = ImagingPoint.Of(stage.Model, values, frames, directions);
        _derivative = new ImagingDerivative(point, jacobian, values, frames);
        _windows = PtychographicMicroscope.Windows(point, torch.fft.fft2(_transmittance));
        _point = [.. point.Tensors, jacobian];
        foreach (var tensor in _point)
        {
            tensor.DetachFromDisposeScope();
        }

        Output = new Signal(_windows.Fields().DetachFromDisposeScope(), stage.Output);
    }

    /// <inheritdoc />
    public Signal Output { get; }

    /// <inheritdoc />
    public Signal Jvp(Signal inputTangent, VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var spectrum = tangent.Find(ParameterNames.Transmittance) is { } change
            ? torch.fft.fft2(Transmittance.Tangent(_transmittance, change, _parametrization))
            : null;
        var features = _derivative.Features(tangent);
        var map = tangent.Find(ParameterNames.PupilMap);
        return spectrum is null && features is null && map is null
            ? Output with { Values = null }
            : Output with { Values = _windows.Tangent(spectrum, features, map).MoveToOuterDisposeScope() };
    }

    /// <inheritdoc />
    public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
    {
        var values = new VariableValues();
        if (cotangent.Values is not { } field)
        {
            return (_input with { Values = null }, values);
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var (spectrum, features, map) = _windows.Cotangent(field, Parts(request));
        if (spectrum is not null)
        {
            // F is its own transpose, and the inverse carries 1/N.
            var transmittance = torch.fft.ifft2(spectrum).mul_(spectrum.numel());
            values.Add(ParameterNames.Transmittance, Transmittance.Cotangent(_transmittance, transmittance, _parametrization).MoveToOuterDisposeScope());
        }

        if (map is not null)
        {
            values.Add(ParameterNames.PupilMap, map.MoveToOuterDisposeScope());
        }

        if (features is not null)
        {
            _derivative.Collect(features, request, values);
            foreach (var (_, value) in values.Where(pair => pair.Key is not (ParameterNames.Transmittance or ParameterNames.PupilMap)))
            {
                value.MoveToOuterDisposeScope();
            }
        }

        return (_input with { Values = null }, values);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Output.Tensor.Dispose();
        _transmittance.Dispose();
        _windows.Dispose();
        foreach (var tensor in _point)
        {
            tensor.Dispose();
        }
    }

    private static WindowParts Parts(CotangentRequest request) =>
        (request.Wants(ParameterNames.Transmittance) ? WindowParts.Spectrum : WindowParts.None)
        | (request.Wants(ParameterNames.PupilMap) ? WindowParts.Map : WindowParts.None)
        | (request.Variables.Any(name => name is not (ParameterNames.Transmittance or ParameterNames.PupilMap)) ? WindowParts.Features : WindowParts.None);
}

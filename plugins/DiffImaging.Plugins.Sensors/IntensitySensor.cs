using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>Records the intensity of a field, or of incoherent light, with the pixels of a sensor.</summary>
/// <remarks>y = q(min(g·(P{Σ |u|²} + s)^γ + b, saturation)): the sum is over incoherent modes, |u|² the input itself where it is an intensity; P collects the light of each pixel,
/// g is the parameter <c>gain</c>, s the parameter <c>strayLight</c>, b the parameter <c>offset</c>, each one number or one for each frame, q rounds
/// to the codes of the converter. Stray light grows with the exposure that a gain stands for, an offset does not.</remarks>
public sealed class IntensitySensor : ISensor, ILinearizableStage
{
    /// <summary>Name of the parameter g.</summary>
    public const string Gain = "gain";

    /// <summary>Name of the parameter b.</summary>
    public const string Offset = "offset";

    /// <summary>Name of the parameter s.</summary>
    public const string StrayLight = "strayLight";

    /// <summary>Name of the parameter that says which part of its area a pixel collects light on; there only where light is integrated.</summary>
    public const string FillFactor = "fillFactor";

    private readonly SignalDescription _input;
    private readonly SignalDescription _output;
    private readonly PixelSampling _sampling;
    private readonly SensorResponse _response;

    internal IntensitySensor(
        SignalDescription input, SignalDescription output, SensorGeometry geometry, SensorResponse response, StageContext context)
    {
        (_input, _output, _response) = (input, output, response);
        _sampling = new PixelSampling(geometry, context);
    }

    /// <inheritdoc />
    public double? SaturationLevel => _response.Saturation;

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input is not the field or intensity planned.</exception>
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        RequireLight(input.Tensor, frames);
        using var scope = torch.NewDisposeScope();
        var light = _sampling.Collect(input.Tensor, _input.Modes, _sampling.Integrates ? values[FillFactor] : null);
        var collected = SensorResponse.Add(light, FrameValues.Of(values[StrayLight], frames, light.dtype));
        var gain = FrameValues.Of(values[Gain], frames, collected.dtype);
        var amplified = SensorResponse.Amplify(_response.Power(collected), gain, FrameValues.Of(values[Offset], frames, collected.dtype));
        var recorded = _response.Convert(amplified).expand(OutputShape(frames));
        return new Signal(recorded.MoveToOuterDisposeScope(), _output);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The input is not the field or intensity planned.</exception>
    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames)
    {
        RequireLight(input.Tensor, frames);
        return new IntensitySensorLinearization(input with { Description = _input }, _output, frames, _sampling, _response, values);
    }

    /// <inheritdoc />
    public void Dispose() => _sampling.Dispose();

    private long[] OutputShape(FrameRange frames) => [frames.Count, 1, _output.Grid.Rows, _output.Grid.Columns];

    private void RequireLight(torch.Tensor field, FrameRange frames)
    {
        long[] expected = [frames.Count, _input.Modes, _input.Grid.Rows, _input.Grid.Columns];
        var isField = _input.Domain == SignalDomain.Field;
        if (field.is_complex() != isField || field.dim() != 4 || field.shape.Zip(expected).Any(sizes => sizes.First != 1 && sizes.First != sizes.Second))
        {
            throw new ArgumentException(
                $"Found a {field.dtype} tensor of the shape [{string.Join(", ", field.shape)}], expected {(isField ? "a complex field" : "a real intensity")} of the shape "
                + $"[{string.Join(", ", expected)}] or with 1 in place of any of these sizes.", nameof(field));
        }
    }
}

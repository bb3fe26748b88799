using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>An <see cref="IntensitySensor"/> at one point.</summary>
/// <remarks>With I the light collected, stray light among it, and h = g·γ·I^(γ−1), both inside the limits and zero beyond them:
/// dy = h·(P{2 Σ Re(conj(u) du)} + ds) + I^γ dg + db and ū = 2·u·Pᵀ{h·ȳ}, s̄ = Σ h·ȳ, ḡ = Σ I^γ ȳ, b̄ = Σ ȳ; by the fill factor h·(∂P/∂φ){Σ |u|²}.
/// Quantisation is passed straight through.</remarks>
internal sealed class IntensitySensorLinearization : ILinearization
{
    private readonly Signal _input;
    private readonly int _modes;
    private readonly PixelSampling _sampling;
    private readonly VariableValues _values;
    [Borrowed]
    private readonly torch.Tensor? _fill;        // null where points are recorded
    private readonly FrameRange _frames;
    private readonly double _gain;               // g; 1 where it is in the slope
    private readonly long[] _shape;              // of the response before broadcasting
    private readonly torch.Tensor _powered;      // I^γ before broadcasting
    private readonly torch.Tensor? _within;      // where the response is not limited; null for everywhere
    private readonly torch.Tensor? _slope;       // h; null where it is the gain everywhere

    public IntensitySensorLinearization(
        Signal input, SignalDescription output, FrameRange frames, PixelSampling sampling, SensorResponse response, VariableValues values)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        (_input, _modes, _sampling, _values, _frames) = (input, input.Description.Modes, sampling, values, frames);
        _fill = sampling.Integrates ? values[IntensitySensor.FillFactor] : null;
        var light = sampling.Collect(input.Tensor, _modes, _fill);
        var collected = SensorResponse.Add(light, FrameValues.Of(values[IntensitySensor.StrayLight], frames, light.dtype));
        _powered = response.Power(collected);
        var gain = FrameValues.Of(values[IntensitySensor.Gain], frames, collected.dtype);
        _gain = gain.dim() == 0 ? gain.ToDouble() : 1;
        var amplified = SensorResponse.Amplify(_powered, gain, FrameValues.Of(values[IntensitySensor.Offset], frames, collected.dtype));
        _shape = amplified.shape;
        _within = response.Within(amplified)?.DetachFromDisposeScope();
        _slope = Slope(collected, response, gain)?.DetachFromDisposeScope();
        Output = new Signal(response.Convert(amplified).expand([frames.Count, 1, output.Grid.Rows, output.Grid.Columns]).DetachFromDisposeScope(), output);
        _powered.DetachFromDisposeScope();
    }

    /// <inheritdoc />
    public Signal Output { get; }

    /// <inheritdoc />
    public Signal Jvp(Signal inputTangent, VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor? change = null;
        if (inputTangent.Values is { } field)
        {
            change = Sloped(_sampling.Apply(FieldIntensity.Tangent(_input.Tensor, field, _modes), _fill));
        }

        if (tangent.Find(IntensitySensor.FillFactor) is { } fill)
        {
            change = Add(change, Sloped(FillSlope()) * fill);
        }

        if (tangent.Find(IntensitySensor.StrayLight) is { } stray)
        {
            change = Add(change, Sloped(torch.ones_like(_powered) * FrameValues.Of(stray, _frames, _powered.dtype)));
        }

        if (tangent.Find(IntensitySensor.Gain) is { } gain)
        {
            change = Add(change, Limit(_powered * FrameValues.Of(gain, _frames, _powered.dtype)));
        }

        if (tangent.Find(IntensitySensor.Offset) is { } offset)
        {
            change = Add(change, Limit(torch.ones_like(_powered) * FrameValues.Of(offset, _frames, _powered.dtype)));
        }

        return new Signal(change?.expand(Output.Tensor.shape).MoveToOuterDisposeScope(), Output.Description);
    }

    /// <inheritdoc />
    public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
    {
        if (cotangent.Values is not { } given)
        {
            return (_input with { Values = null }, VariableValues.Empty);
        }

        using var scope = torch.NewDisposeScope();
        var reduced = Broadcast.SumTo(given, _shape);
        var values = new VariableValues();
        if (request.Wants(IntensitySensor.Gain))
        {
            values.Add(IntensitySensor.Gain, FrameValues.Sum(Limit(reduced * _powered), _values[IntensitySensor.Gain], _frames).MoveToOuterDisposeScope());
        }

        if (request.Wants(IntensitySensor.Offset))
        {
            values.Add(IntensitySensor.Offset, FrameValues.Sum(Limit(reduced), _values[IntensitySensor.Offset], _frames).MoveToOuterDisposeScope());
        }

        if (request.Wants(IntensitySensor.FillFactor))
        {
            values.Add(IntensitySensor.FillFactor, (reduced * Sloped(FillSlope())).sum(torch.ScalarType.Float64).MoveToOuterDisposeScope());
        }

        if (request.Wants(IntensitySensor.StrayLight))
        {
            values.Add(IntensitySensor.StrayLight, FrameValues.Sum(Sloped(reduced), _values[IntensitySensor.StrayLight], _frames).MoveToOuterDisposeScope());
        }

        return (_input with { Values = request.Input ? FieldCotangent(reduced).MoveToOuterDisposeScope() : null }, values);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Output.Tensor.Dispose();
        _powered.Dispose();
        _within?.Dispose();
        _slope?.Dispose();
    }

    private torch.Tensor? Slope(torch.Tensor collected, SensorResponse response, torch.Tensor gain) =>
        response.IsLinear && _within is null ? (gain.dim() == 0 ? null : gain)
        : response.IsLinear ? _within!.to(collected.dtype) * gain
        : Limit(response.PowerSlope(collected) * gain);

    private torch.Tensor FieldCotangent(torch.Tensor reduced) =>
        _sampling.FieldCotangent(_input.Tensor, _modes, _fill, _slope is null ? reduced : reduced * _slope, _slope is null ? _gain : 1);

    private torch.Tensor Sloped(torch.Tensor collected) => _slope is null ? collected * _gain : collected * _slope;

    private torch.Tensor FillSlope() => _sampling.FillSlope(FieldIntensity.Of(_input.Tensor, _modes), _fill!);

    private torch.Tensor Limit(torch.Tensor tensor) => _within is null ? tensor : tensor * _within;

    private static torch.Tensor Add(torch.Tensor? sum, torch.Tensor term) => sum is null ? term : sum + term;
}

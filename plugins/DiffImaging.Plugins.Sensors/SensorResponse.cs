using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>What a pixel records of the light that it collects: q(min(g·I^γ + b, saturation)).</summary>
/// <param name="Exponent">γ.</param>
/// <param name="Saturation">Largest value recorded, in the unit of the measurement; null for no limit.</param>
/// <param name="Step">Distance of the converter's codes, in the unit of the measurement; null for no quantisation.</param>
internal sealed record SensorResponse(double Exponent, double? Saturation, double? Step)
{
    /// <summary>Smallest base of the power, in the unit of I: the derivative of I^γ, γ &lt; 1, has no bound at 0, and
    /// pixel integration may leave values just below 0.</summary>
    public const double SmallestBase = 1e-12;

    /// <summary>Whether the response is linear in I up to saturation.</summary>
    public bool IsLinear => Exponent == 1;

    /// <summary>Reads the response from options.</summary>
    public static SensorResponse Of(IntensitySensorOptions options)
    {
        var fullScale = options.FullScale ?? options.Saturation;
        var limits = new[] { options.Saturation, options.Bits is null ? null : fullScale }.OfType<double>().ToArray();
        return new SensorResponse(
            options.ResponseExponent,
            limits.Length == 0 ? null : limits.Min(),
            options.Bits is { } bits ? fullScale / (Math.Pow(2, bits) - 1) : null);
    }

    /// <summary>Computes I + s; the tensor itself where that changes nothing and autograd need not know.</summary>
    /// <param name="light">Light collected from the field.</param>
    /// <param name="stray">s, a float64 scalar or [frames, 1, 1, 1] in the type of the light.</param>
    public static torch.Tensor Add(torch.Tensor light, torch.Tensor stray) => Changes(stray, 0) ? light + stray : light;

    /// <summary>Computes I^γ; the tensor itself where γ = 1.</summary>
    public torch.Tensor Power(torch.Tensor intensity)
    {
        if (IsLinear)
        {
            return intensity;
        }

        using var scope = torch.NewDisposeScope();
        return intensity.clamp(SmallestBase).pow(Exponent).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the derivative γ·I^(γ−1), zero below the smallest base.</summary>
    public torch.Tensor PowerSlope(torch.Tensor intensity)
    {
        using var scope = torch.NewDisposeScope();
        var slope = intensity.clamp(SmallestBase).pow(Exponent - 1).mul_(Exponent);
        return slope.mul_(intensity.greater_equal(SmallestBase)).MoveToOuterDisposeScope();
    }

    /// <summary>Computes g·p + b; the tensor itself where that changes nothing and autograd need not know.</summary>
    /// <param name="powered">p = I^γ.</param>
    /// <param name="gain">g, a float64 scalar or [frames, 1, 1, 1] in the type of p.</param>
    /// <param name="offset">b, likewise.</param>
    public static torch.Tensor Amplify(torch.Tensor powered, torch.Tensor gain, torch.Tensor offset)
    {
        using var scope = torch.NewDisposeScope();
        var scaled = Changes(gain, 1) ? powered * gain : powered;
        var shifted = Changes(offset, 0) ? scaled + offset : scaled;
        return ReferenceEquals(shifted, powered) ? powered : shifted.MoveToOuterDisposeScope();
    }

    /// <summary>Computes what the converter makes of an amplified value: limits, then codes.</summary>
    /// <remarks>The limits have the gradient 0 beyond them; rounding has the gradient 1 (straight through), for its own is 0
    /// almost everywhere.</remarks>
    public torch.Tensor Convert(torch.Tensor amplified)
    {
        if (Saturation is null)
        {
            return amplified;
        }

        using var scope = torch.NewDisposeScope();
        var limited = Step is null ? amplified.clamp(max: Saturation) : amplified.clamp(0, Saturation);
        if (Step is { } step)
        {
            limited += ((limited.detach() / step).round() * step).sub_(limited.detach());
        }

        return limited.MoveToOuterDisposeScope();
    }

    /// <summary>Tells where an amplified value is within the limits; null where there are none.</summary>
    public torch.Tensor? Within(torch.Tensor amplified)
    {
        if (Saturation is not { } level)
        {
            return null;
        }

        using var scope = torch.NewDisposeScope();
        var within = amplified.less_equal(level);
        return (Step is null ? within : within.logical_and(amplified.greater_equal(0))).MoveToOuterDisposeScope();
    }

    private static bool Changes(torch.Tensor value, double neutral) => value.requires_grad || value.dim() > 0 || value.ToDouble() != neutral;
}

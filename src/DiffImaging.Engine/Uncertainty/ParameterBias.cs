namespace DiffImaging.Engine.Uncertainty;

/// <summary>The bias of a joint maximum in one number, as random draws estimate it, in its unit.</summary>
/// <param name="Value">How much larger the number is than where the object is averaged over.</param>
/// <param name="StandardError">Standard deviation of this value over other draws; infinite for a single one. Draws that belong together scatter less than this says.</param>
public sealed record ParameterBias(double Value, double StandardError)
{
    /// <summary>Makes it of the estimates of single draws.</summary>
    internal static ParameterBias Of(double[] draws)
    {
        var mean = draws.Average();
        return new ParameterBias(mean, draws.Length == 1 ? double.PositiveInfinity : Math.Sqrt(draws.Sum(draw => (draw - mean) * (draw - mean)) / (draws.Length - 1.0) / draws.Length));
    }
}

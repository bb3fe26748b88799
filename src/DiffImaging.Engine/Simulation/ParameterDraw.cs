using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Simulation;

/// <summary>Draws what a simulated system really is: the parameters of the mode <c>sample</c> from their priors.</summary>
internal static class ParameterDraw
{
    /// <summary>Makes the true value of a parameter: nominal + σ ε, ε standard normal for each element, kept inside the bounds; the nominal value
    /// in every other mode.</summary>
    /// <param name="variable">The parameter.</param>
    /// <param name="context">Its seed decides the draw, together with the parameter's key: another parameter more or less changes nothing.</param>
    /// <returns>float64, in the caller's dispose scope.</returns>
    public static torch.Tensor Value(Variable variable, StageContext context)
    {
        using var scope = torch.NewDisposeScope();
        var value = variable.CreateNominal(context);
        if (variable.Parameter is { Mode: ParameterMode.Sample, Prior: { } prior } parameter)
        {
            using var generator = new torch.Generator(Seed(context.Seed, variable.Key), torch.CPU);
            var chance = torch.randn(value.shape, torch.ScalarType.Float64, torch.CPU, generator: generator).to(value.device);
            value += chance * prior.StandardDeviation;
            value = parameter.Bounds is { } bounds ? value.clamp(bounds.Lower, bounds.Upper) : value;
        }

        return value.MoveToOuterDisposeScope();
    }

    // FNV-1a: the same on every machine and in every process, unlike the runtime's own hash of a text.
    private static ulong Seed(long seed, string key)
    {
        var hash = 14695981039346656037UL ^ (ulong)seed;
        foreach (var letter in key)
        {
            hash = (hash ^ letter) * 1099511628211UL;
        }

        return hash >> 1;
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.Initialization;

/// <summary>Runs a modality's initializer on a hologram.</summary>
internal static class FirstGuess
{
    /// <summary>Guesses every variable named.</summary>
    /// <param name="factory">The modality.</param>
    /// <param name="options">Its options.</param>
    /// <param name="hologram">Intensity, real, <c>[rows, columns]</c>.</param>
    /// <param name="precision">The working precision.</param>
    /// <param name="active">What is estimated.</param>
    public static InitialGuess Of(IModalityFactory factory, string options, torch.Tensor hologram, Precision precision, params string[] active)
    {
        var definition = new ComponentDefinition("modality", "modality", JsonNode.Parse(options)!.AsObject(), "modality");
        var plan = factory.Plan(definition, new MeasurementDescription(1, (int)hologram.shape[0], (int)hologram.shape[1]));
        Assert.That(plan.Findings, Is.Empty);
        var context = new StageContext(torch.CPU, precision, 1);
        using var initializer = plan.CreateInitializer!(context);
        var measurement = hologram.to(context.RealType).unsqueeze(0).unsqueeze(0);
        return initializer.Initialize(new InitializationContext(measurement, active.ToHashSet(), TestContext.Out.WriteLine, CancellationToken.None));
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Plugins.Noise.Fidelities;
using DiffImaging.Plugins.Noise.Models;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Noise.Tests;

/// <summary>Components by id, made from options as a configuration has them.</summary>
internal static class Component
{
    private static readonly StageContext Context = new(torch.CPU, Precision.Double, 1);

    public static SignalDescription Prediction { get; } =
        new() { Domain = SignalDomain.Intensity, Grid = new SamplingGrid(4, 4, 1e-6), Wavelength = 500e-9 };

    public static IFidelityFactory FidelityFactory(string id) => id switch
    {
        "gaussian" => new GaussianFidelityFactory(),
        "amplitude" => new AmplitudeFidelityFactory(),
        "poisson" => new PoissonFidelityFactory(),
        "poisson-gaussian" => new PoissonGaussianFidelityFactory(),
        "huber" => new HuberFidelityFactory(),
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "No such fidelity term."),
    };

    public static INoiseModelFactory NoiseFactory(string id) => id switch
    {
        "poisson" => new PoissonNoiseFactory(),
        "gaussian" => new GaussianNoiseFactory(),
        "poisson-gaussian" => new PoissonGaussianNoiseFactory(),
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "No such noise model."),
    };

    public static ComponentPlan<IFidelity> FidelityPlan(string id, string options, SignalDescription? prediction = null) =>
        FidelityFactory(id).Plan(Definition(id, options, "fidelity"), prediction ?? Prediction);

    /// <summary>Makes a fidelity term; each of the plugin's has both abilities.</summary>
    public static ICurvedFidelity Fidelity(string id, string options) => (ICurvedFidelity)Create(FidelityPlan(id, options));

    public static INoiseModel Noise(string id, string options) => Create(NoiseFactory(id).Plan(Definition(id, options, "noise")));

    private static T Create<T>(ComponentPlan<T> plan)
        where T : class
    {
        Assert.That(plan.Findings.Where(finding => finding.Severity == Severity.Error), Is.Empty);
        return plan.Create(Context);
    }

    private static ComponentDefinition Definition(string id, string options, string path) =>
        new(id, id, JsonNode.Parse(options)!.AsObject(), path);
}

using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Testing.Fidelities;

/// <summary>A fidelity term to be checked.</summary>
/// <param name="Factory">The factory as the plugin exports it.</param>
/// <param name="Options">Options that a plan accepts without error.</param>
public sealed record FidelitySubject(IFidelityFactory Factory, JsonObject Options)
{
    /// <summary>Description of the prediction: an intensity.</summary>
    public SignalDescription Prediction { get; init; } = UsualInputs.Prediction;

    /// <summary>Typical prediction, in the unit of the measurement; pixels are drawn from half of it to one and a half.</summary>
    public double Level { get; init; } = 1;

    /// <summary>Relative spread of the measurement about the prediction.</summary>
    public double Spread { get; init; } = 0.1;

    /// <summary>Whether the loss is least where prediction and measurement agree. Not so where the variance depends on the prediction.</summary>
    public bool IsLeastAtMeasurement { get; init; } = true;

    /// <summary>Relative difference tolerated between the expected curvature and second differences at prediction = measurement,
    /// where both agree for Gaussian, Poisson and amplitude terms; null where they do not.</summary>
    public double? CurvatureTolerance { get; init; } = 1e-4;

    /// <summary>Seed of everything random in the checks.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Reads the files that the options name; null for none.</summary>
    public IArrayFiles? Files { get; init; }

    /// <summary>The subject of an example.</summary>
    /// <param name="factory">The factory as the plugin exports it.</param>
    /// <param name="example">The example.</param>
    public static FidelitySubject Of(IFidelityFactory factory, ComponentExample example) => new(factory, ExampleOptions.Read(example))
    {
        Prediction = example.Input ?? UsualInputs.Prediction,
        Level = example.Traits.Level,
        IsLeastAtMeasurement = example.Traits.IsLeastAtMeasurement,
        CurvatureTolerance = example.Traits.CurvatureTolerance,
        Files = new ExampleArrays(example),
    };

    internal ComponentPlan<IFidelity> Plan(JsonObject? options = null) => Factory.Plan(SubjectDefinition.Of(options ?? Options, "fidelity", Files), Prediction);
}

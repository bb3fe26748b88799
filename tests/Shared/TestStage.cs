using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Tests;

/// <summary>A stage made from options as a configuration has them, at its nominal values, in double precision.</summary>
internal sealed class TestStage : IDisposable
{
    private readonly SignalDescription _light;

    public TestStage(IForwardStageFactory factory, string options, SignalDescription light, Precision precision = Precision.Double)
    {
        _light = light;
        Plan = PlanOf(factory, options, light);
        Assert.That(Plan.Findings.Where(finding => finding.Severity == Severity.Error), Is.Empty);
        Stage = Plan.Create(new StageContext(torch.CPU, precision, 1));
        Nominal = new VariableValues();
        foreach (var parameter in Plan.Parameters)
        {
            Nominal.Add(parameter.Name, torch.tensor([.. parameter.Nominal], torch.ScalarType.Float64).reshape([.. parameter.Shape]));
        }
    }

    public StagePlan Plan { get; }

    public IForwardStage Stage { get; }

    /// <summary>Nominal values of the parameters; the test adds objects and may replace values with <see cref="With"/>.</summary>
    public VariableValues Nominal { get; }

    public static StagePlan PlanOf(IForwardStageFactory factory, string options, SignalDescription light) =>
        factory.Plan(new ComponentDefinition("stage", "stage", JsonNode.Parse(options)!.AsObject(), "pipeline:stage"), light);

    /// <summary>The nominal values with one replaced or added.</summary>
    public VariableValues With(string name, torch.Tensor value)
    {
        var values = new VariableValues { { name, value } };
        foreach (var (other, kept) in Nominal.Where(pair => pair.Key != name))
        {
            values.Add(other, kept);
        }

        return values;
    }

    public torch.Tensor Forward(torch.Tensor? field, VariableValues? values = null) =>
        Stage.Forward(new Signal(field, _light), values ?? Nominal, FrameRange.All(_light.Frames)).Tensor;

    public ILinearization Linearize(torch.Tensor? field, VariableValues? values = null) =>
        ((ILinearizableStage)Stage).Linearize(new Signal(field, _light), values ?? Nominal, FrameRange.All(_light.Frames));

    public void Dispose() => Stage.Dispose();
}

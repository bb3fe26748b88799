using System.Text.Json.Nodes;
using Acme.StructuredIllumination.Stages;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.StructuredIllumination.Tests.Stages;

/// <summary>The stage, made from options as a definition has them, in double precision.</summary>
internal sealed class StageUnderTest : IDisposable
{
    private readonly SignalDescription _input;
    private readonly IForwardStage _stage;

    public StageUnderTest(string options, SamplingGrid grid, int frames)
    {
        _input = new SignalDescription { Domain = SignalDomain.None, Grid = grid, Wavelength = 525e-9, Frames = frames };
        Plan = PlanOf(options, _input);
        Assert.That(Plan.Findings.Where(finding => finding.Severity == Severity.Error), Is.Empty);
        _stage = Plan.Create(new StageContext(torch.CPU, Precision.Double, 1));
    }

    public StagePlan Plan { get; }

    public static StagePlan PlanOf(string options, SignalDescription input) => new StructuredIlluminationFactory()
        .Plan(new ComponentDefinition("stage", "structured-illumination", JsonNode.Parse(options)!.AsObject(), "pipeline:stage"), input);

    /// <summary>The frames of a density at the nominal values, <c>[frames, rows, columns]</c>.</summary>
    public torch.Tensor Frames(torch.Tensor density)
    {
        var values = new VariableValues { { StructuredIlluminationStage.Density, density } };
        foreach (var parameter in Plan.Parameters)
        {
            values.Add(parameter.Name, torch.tensor([.. parameter.Nominal], torch.ScalarType.Float64).reshape([.. parameter.Shape]));
        }

        return _stage.Forward(new Signal(null, _input), values, FrameRange.All(_input.Frames)).Tensor.select(1, 0);
    }

    public void Dispose() => _stage.Dispose();
}

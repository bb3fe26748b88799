using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>u·g_f·o with a gain for each frame and a complex object, right but for one flaw.</summary>
internal sealed class FlawedStageFactory(Flaw flaw) : ForwardStageFactory<FlawedOptions>
{
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Object];

    protected override StagePlan Plan(FlawedOptions options, SignalDescription input, FindingList findings)
    {
        if (flaw == Flaw.MakesTensorInPlan)
        {
            using var scope = torch.NewDisposeScope();
            torch.zeros(3);
        }

        var gain = options.Gain.Apply(new UncertaintyParameter
        {
            Name = "gain",
            Unit = "1",
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Component,
            Shape = [input.Frames],
            Nominal = [.. Enumerable.Repeat(1.0, input.Frames)],
            Scale = 0.1,
            ElementOfFrame = [.. Enumerable.Range(0, input.Frames).Select(frame => flaw == Flaw.WrongElements ? 0 : frame)],
        });
        return new StagePlan(Roles, input.Covering([.. Roles]) with { Domain = SignalDomain.Field }, context => new FlawedStage(flaw, context))
        {
            Objects = [new ObjectVariable("transmittance", input.Grid, ObjectParametrization.Complex)],
            Parameters = [gain],
            Gauges = [new Gauge("mean-gain", ["transmittance", "gain"], "The mean gain belongs to the object.") { Fixed = [new("gain", () => [[.. Enumerable.Repeat(1.0, flaw == Flaw.ShortGauge ? 1 : input.Frames)]])] }],
        };
    }
}

using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace TestPlugins.VerifiedFlaws;

/// <summary>Options without any key.</summary>
public sealed record FlawedOptions;

/// <summary>A stage that doubles the field in a way of its own.</summary>
public abstract class FlawedFactory : ForwardStageFactory<FlawedOptions>
{
    protected override IReadOnlyList<StageRole> Roles => [StageRole.CollectionOptics];

    /// <summary>Doubles a field; the result is in the caller's dispose scope.</summary>
    protected abstract torch.Tensor Double(torch.Tensor field);

    protected override StagePlan Plan(FlawedOptions options, SignalDescription input, FindingList findings) =>
        new(Roles, input.Covering(StageRole.CollectionOptics), _ => new Flawed(Double));
}

using System.ComponentModel;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.FaultyPlans;

/// <summary>What goes wrong.</summary>
public sealed record FaultyPlansOptions
{
    /// <summary>Whether it never comes to an end, in place of an exception.</summary>
    [Description("Whether it never comes to an end.")]
    public bool Endless { get; init; }

    /// <summary>Whether it calls itself for ever.</summary>
    [Description("Whether it calls itself for ever.")]
    public bool Overflows { get; init; }

    /// <summary>Whether all goes well.</summary>
    [Description("Whether all goes well.")]
    public bool Works { get; init; }
}

/// <summary>Goes wrong while it plans.</summary>
[ExportForwardStage("faulty-plans", "Goes wrong while it plans.")]
public sealed class FaultyPlansFactory : ForwardStageFactory<FaultyPlansOptions>
{
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Noise];

    protected override StagePlan Plan(FaultyPlansOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Endless)
        {
            using var never = new ManualResetEventSlim();
            never.Wait(CancellationToken.None);
        }

        return options.Works
            ? new StagePlan(Roles, input.Covering(StageRole.Noise), _ => throw new NotSupportedException("never created"))
            : options.Overflows ? throw new InvalidOperationException($"as deep as {Deeper(1)}") : throw new InvalidOperationException("no idea how");
    }

    // The sum keeps the call from being made a loop.
    private static int Deeper(int depth) => Deeper(depth + 1) + depth;
}

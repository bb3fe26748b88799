using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Stages;

/// <summary>A stage factory that binds strict options first, so that an author writes physics only.</summary>
/// <typeparam name="TOptions">The options: a record of settings with units, ranges and descriptions.</typeparam>
public abstract class ForwardStageFactory<TOptions> : IForwardStageFactory
    where TOptions : class
{
    /// <inheritdoc />
    public Type OptionsType => typeof(TOptions);

    /// <summary>The roles that the stage covers, also where its options are wrong and no plan can be made.</summary>
    protected abstract IReadOnlyList<StageRole> Roles { get; }

    /// <inheritdoc />
    public StagePlan Plan(ComponentDefinition definition, SignalDescription input)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(input);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<TOptions>(definition.Options, findings);
        if (findings.HasErrors)
        {
            return new StagePlan(Roles, input.Covering([.. Roles]), NeverCreated) { Findings = findings.ToList() };
        }

        var plan = Plan(options, input, findings);
        return plan with { Findings = [.. findings.ToList(), .. plan.Findings] };
    }

    /// <summary>Answers what the stage will do; options are bound and in range.</summary>
    /// <param name="options">The options.</param>
    /// <param name="input">Description of the input.</param>
    /// <param name="findings">Takes errors and warnings; their paths are relative to the stage's options.</param>
    protected abstract StagePlan Plan(TOptions options, SignalDescription input, FindingList findings);

    private static IForwardStage NeverCreated(StageContext context) =>
        throw new InvalidOperationException("The stage's options have errors; it cannot be created.");
}

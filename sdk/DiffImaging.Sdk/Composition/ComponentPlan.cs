using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Sdk.Composition;

/// <summary>What a component other than a stage will be, decided from its options alone.</summary>
/// <typeparam name="T">The contract of the component.</typeparam>
/// <param name="Create">Makes the component; called only when no finding is an error. The caller owns it.</param>
public sealed record ComponentPlan<T>(Func<StageContext, T> Create)
    where T : class
{
    /// <summary>Errors and warnings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Binds strict options and, where they have no error, plans the component from them.</summary>
    /// <typeparam name="TOptions">The record that the options are bound to.</typeparam>
    /// <param name="definition">Name, id and raw options.</param>
    /// <param name="create">Makes the component from bound options.</param>
    /// <param name="check">Adds further findings; null for none.</param>
    public static ComponentPlan<T> Bind<TOptions>(
        ComponentDefinition definition, Func<TOptions, StageContext, T> create, Action<TOptions, FindingList>? check = null)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(definition);
        var findings = new FindingList(definition.Path);
        var options = OptionsBinder.Bind<TOptions>(definition.Options, findings);
        if (!findings.HasErrors)
        {
            check?.Invoke(options, findings);
        }

        return new ComponentPlan<T>(context => create(options, context)) { Findings = findings.ToList() };
    }
}

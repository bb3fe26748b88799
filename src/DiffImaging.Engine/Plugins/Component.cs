using DiffImaging.Sdk.Composition;

namespace DiffImaging.Engine.Plugins;

/// <summary>One component that a plugin offers.</summary>
/// <param name="Contract">The factory contract that it fulfils.</param>
/// <param name="Id">Its id.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Factory">Its factory.</param>
/// <param name="Plugin">Id of its plugin.</param>
public sealed record Component(Type Contract, string Id, string Summary, IComponentFactory Factory, string Plugin)
{
    /// <summary>The word for its kind that people read.</summary>
    public string Kind => ComponentKind.Name(Contract);
}

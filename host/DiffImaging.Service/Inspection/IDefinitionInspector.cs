namespace DiffImaging.Service.Inspection;

/// <summary>Checks definitions before they become jobs.</summary>
internal interface IDefinitionInspector
{
    /// <summary>Finds the mistakes of a definition, what a run of it will hold, and the experiments of a batch.</summary>
    /// <param name="file">The definition, with what was sent along beside it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InspectionException">The inspection itself failed.</exception>
    Task<InspectedDefinition> InspectAsync(string file, CancellationToken cancellation);

    /// <summary>Begins anew, with plugins that are loaded anew.</summary>
    Task RenewAsync();
}

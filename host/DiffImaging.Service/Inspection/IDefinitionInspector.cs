namespace DiffImaging.Service.Inspection;

/// <summary>Checks definitions before they become jobs.</summary>
internal interface IDefinitionInspector
{
    /// <summary>Checks a definition.</summary>
    /// <param name="file">The definition, with what was sent along beside it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InspectionException">The inspection itself failed.</exception>
    Task<InspectedDefinition> InspectAsync(string file, CancellationToken cancellation);
}

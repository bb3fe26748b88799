using DiffImaging.Service.Api;

namespace DiffImaging.Service.Inspection;

/// <summary>Checks definitions before they become jobs.</summary>
internal interface IDefinitionInspector
{
    /// <summary>The mistakes of a definition; empty for none.</summary>
    /// <param name="file">The definition, with what was sent along beside it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InspectionException">The inspection itself failed.</exception>
    Task<IReadOnlyList<ProblemFinding>> InspectAsync(string file, CancellationToken cancellation);
}

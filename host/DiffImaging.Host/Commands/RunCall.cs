using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary>How a run was asked for.</summary>
/// <param name="Resume">It goes on from a checkpoint.</param>
/// <param name="Json">The result is printed as JSON, and nothing else on standard output.</param>
/// <param name="Events">Tells a program that reads along; null for none.</param>
/// <param name="Preview">Folder of small pictures while it goes; null for none.</param>
internal sealed record RunCall(bool Resume, bool Json, EventStream? Events, string? Preview)
{
    /// <summary>Shows the course to people.</summary>
    public ProgressDisplay Display() => new(Json ? Console.Error : OutputByCaller.Own, Json ? !Console.IsErrorRedirected : !Console.IsOutputRedirected);
}

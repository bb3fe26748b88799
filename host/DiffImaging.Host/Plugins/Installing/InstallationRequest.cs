namespace DiffImaging.Host.Plugins.Installing;

/// <summary>What is to be installed, and how.</summary>
/// <param name="Source">A package file, a folder, or the id of a package.</param>
/// <param name="Version">Version of the package; null for the latest.</param>
/// <param name="Id">Id of the plugin; null to make one of the name of the package or assembly.</param>
/// <param name="IsDisabled">Whether it is installed without being switched on.</param>
internal sealed record InstallationRequest(string Source, string? Version, string? Id, bool IsDisabled);

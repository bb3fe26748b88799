using DiffImaging.Data;

namespace DiffImaging.Host.Plugins.Installing;

/// <summary>Where the files of a plugin come from.</summary>
/// <param name="Name">What it is, for messages.</param>
/// <param name="Id">Name of package or assembly, of which the plugin's id is made where none is given.</param>
/// <param name="Version">Its version.</param>
/// <param name="Lay">Lays the files into a folder.</param>
internal sealed record PluginSupply(string Name, string Id, string Version, Action<AtomicFolder> Lay);

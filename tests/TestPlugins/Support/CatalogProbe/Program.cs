using DiffImaging.Engine.Plugins;

// Loads a list of plugins in a process of its own, then says which native libraries of torch are in it: none, it is hoped.
var catalog = PluginCatalog.Load(args[0]);
foreach (var plugin in catalog.Plugins)
{
    Console.WriteLine($"{plugin.Entry.Id}: {plugin.Status}, {plugin.Components.Count} component(s)");
}

var libraries = File.ReadLines("/proc/self/maps")
    .Select(line => Path.GetFileName(line.Split(' ')[^1]))
    .Where(name => name.Contains("libtorch", StringComparison.OrdinalIgnoreCase) || name.Contains("LibTorchSharp", StringComparison.OrdinalIgnoreCase))
    .Distinct();
Console.WriteLine($"native torch: {string.Join(", ", libraries)}");

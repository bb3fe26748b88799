using System.Reflection;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>The assemblies that every load context takes from the host, whatever lies in the plugin's folder.</summary>
/// <remarks>Type identity across plugins hangs on these; everything else is private to its plugin.</remarks>
internal static class SharedAssemblies
{
    public static IReadOnlyList<AssemblyName> All { get; } =
    [
        typeof(IForwardStage).Assembly.GetName(),
        typeof(Light).Assembly.GetName(),
        typeof(torch).Assembly.GetName(),
        typeof(System.Composition.ExportAttribute).Assembly.GetName(),
    ];

    /// <summary>Whether an assembly is one of them, in whatever version.</summary>
    public static bool Contains(AssemblyName name) => All.Any(shared => string.Equals(shared.Name, name.Name, StringComparison.OrdinalIgnoreCase));
}

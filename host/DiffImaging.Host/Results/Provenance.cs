using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Host.Results;

/// <summary>Where a result comes from: versions and hashes of everything that took part.</summary>
internal static class Provenance
{
    public static JsonObject Write(FinishedRun run) => new()
    {
        ["created"] = TimeProvider.System.GetUtcNow().ToString("O"),
        ["diffimaging"] = Version(typeof(Provenance).Assembly),
        ["sdk"] = Version(typeof(IForwardStage).Assembly),
        ["torchSharp"] = Version(typeof(torch).Assembly),
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["system"] = RuntimeInformation.OSDescription,
        ["device"] = run.Experiment.Plan.Run.Device,
        ["precision"] = KebabCase.From(run.Experiment.Plan.Run.Precision.ToString()),
        ["threads"] = torch.get_num_threads(),
        ["plugins"] = new JsonArray([.. run.Experiment.Catalog.Plugins.Select(plugin => new JsonObject
        {
            ["id"] = plugin.Entry.Id,
            ["version"] = plugin.Entry.Version,
            ["status"] = KebabCase.From(plugin.Status.ToString()),
            ["sha256"] = plugin.Sha256.Length > 0 ? plugin.Sha256 : null,
        })]),
        ["inputs"] = new JsonArray([.. run.Measurement.Inputs.Concat(run.Experiment.Arrays.Inputs).Select(input => new JsonObject
        {
            ["role"] = KebabCase.From(input.Role.ToString()),
            ["file"] = Path.GetFileName(input.Path),
            ["sha256"] = input.Sha256,
        })]),
    };

    /// <summary>Version of an assembly, with the commit that it was built from where that is known.</summary>
    public static string Version(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "";
}

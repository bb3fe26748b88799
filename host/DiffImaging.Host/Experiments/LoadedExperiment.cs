using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Memory;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Host.Batches;

namespace DiffImaging.Host.Experiments;

/// <summary>A checked experiment with its files: what <c>validate</c> checks and <c>run</c> runs.</summary>
internal sealed record LoadedExperiment
{
    private LoadedExperiment(string name, PluginCatalog catalog, MeasurementSource source, ExperimentArrays arrays, ExperimentPlan plan) =>
        (Name, Catalog, Source, Arrays, Plan) = (name, catalog, source, arrays, plan);

    /// <summary>Name of the experiment: that of its first file.</summary>
    public string Name { get; }

    public PluginCatalog Catalog { get; }

    public MeasurementSource Source { get; }

    /// <summary>The arrays that the options name.</summary>
    public ExperimentArrays Arrays { get; }

    public ExperimentPlan Plan { get; init; }

    /// <summary>Every component that it uses, the simulation of its measurement included.</summary>
    public IReadOnlyList<ComponentUse> Uses => [.. Source.Uses, .. Plan.Uses];

    /// <summary>What a run of it is expected to hold, the simulation of its measurement included.</summary>
    public MemoryEstimate Memory => Source.Memory is { } simulation ? simulation.Or(MemoryEstimator.Of(Plan)) : MemoryEstimator.Of(Plan);

    /// <summary>Reads and checks a definition, of a batch what its children have in common; no pixel of a measurement is read and no tensor is made.</summary>
    /// <exception cref="ConfigurationException">The definition has errors.</exception>
    /// <param name="files">Definition files; later ones override earlier ones.</param>
    /// <param name="settings">Settings as <c>key:path=value</c>.</param>
    /// <param name="plugins">The list of plugins.</param>
    /// <param name="scope">Which files the definition may name; null for any.</param>
    public static LoadedExperiment Load(IReadOnlyList<string> files, IReadOnlyList<string> settings, string plugins, FileScope? scope = null)
    {
        var catalog = PluginCatalog.Load(plugins);
        var tree = ExperimentLayers.Read(files, settings);
        return Load(Path.GetFileNameWithoutExtension(files[0]), BatchPlan.WithoutBatch(tree), new ExperimentPaths(files[0], scope), catalog);
    }

    /// <summary>Checks a definition that is in memory.</summary>
    /// <exception cref="ConfigurationException">The definition has errors.</exception>
    public static LoadedExperiment Load(string name, JsonObject tree, ExperimentPaths paths, PluginCatalog catalog)
    {
        var arrays = new ExperimentArrays(paths);
        var planner = new ExperimentPlanner(catalog, arrays);
        try
        {
            var source = new MeasurementSource(tree, paths, catalog);
            var experiment = new LoadedExperiment(name, catalog, source, arrays, planner.Plan(tree, source.Describe()));
            MemoryLimit.Require(experiment.Plan, experiment.Memory);
            return experiment;
        }
        catch (UnusableMeasurementException exception)
        {
            // Without a measurement there is no plan, but mistakes elsewhere can be told all the same.
            throw new ConfigurationException([.. exception.Findings, .. planner.CheckOptions(tree)]);
        }
    }

    /// <summary>Hash by which a checkpoint knows its experiment: the resolved definition, the arrays that it names, and the pixels.</summary>
    public string Fingerprint(LoadedMeasurement measurement)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Plan.Resolved.ToJsonString()));
        foreach (var input in Arrays.Inputs.OrderBy(input => input.Sha256, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(input.Sha256));
        }

        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(measurement.Frames.Pixels.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

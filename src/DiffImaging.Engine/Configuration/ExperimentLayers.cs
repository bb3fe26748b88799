using System.Text.Json.Nodes;
using DiffImaging.Sdk.Options;
using Microsoft.Extensions.Configuration;

namespace DiffImaging.Engine.Configuration;

/// <summary>Brings the layers of an experiment together: files in order, then the environment, then the command line.</summary>
public static class ExperimentLayers
{
    /// <summary>Prefix of environment variables, such as <c>DIFFIMAGING_modality__distance</c>.</summary>
    public const string EnvironmentPrefix = "DIFFIMAGING_";

    /// <summary>Key by which a file names its JSON Schema, for editors; it is no section.</summary>
    public const string SchemaKey = "$schema";

    /// <summary>Reads and merges all layers.</summary>
    /// <param name="files">Definition files; later ones override earlier ones.</param>
    /// <param name="overrides">Settings as <c>key:path=value</c>.</param>
    /// <param name="useEnvironment">Whether environment variables count.</param>
    /// <returns>The merged tree; all values are texts.</returns>
    /// <exception cref="ConfigurationException">A file is missing or not JSON, or an override cannot be applied.</exception>
    public static JsonObject Read(IReadOnlyList<string> files, IReadOnlyList<string> overrides, bool useEnvironment = true)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(overrides);
        var tree = files.Select(Layer).Aggregate(new JsonObject(), TreeMerge.Merge);
        if (useEnvironment)
        {
            tree = TreeMerge.Merge(tree, Environment());
        }

        // One setting after the other, so that a later one may address what an earlier one added.
        return overrides.Select(Override).Aggregate(tree, TreeMerge.Merge);
    }

    /// <summary>Lays a further layer over merged ones, as a later file would be.</summary>
    /// <param name="tree">The merged layers; not changed.</param>
    /// <param name="upper">The further layer; not changed.</param>
    /// <exception cref="ConfigurationException">An element is addressed that does not exist.</exception>
    public static JsonObject Overlay(JsonObject tree, JsonObject upper) => TreeMerge.Merge(tree, upper);

    private static JsonObject Layer(string path)
    {
        var tree = ConfigurationTree.FromFile(path);
        tree.Remove(SchemaKey);
        return tree;
    }

    // Only variables that address a section count: others with the prefix, such as a data folder, are not settings.
    private static JsonObject Environment()
    {
        var tree = ConfigurationTree.FromSettings(new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build());
        foreach (var key in tree.Where(pair => pair.Value is not JsonObject || !ExperimentSections.All.Contains(pair.Key)).Select(pair => pair.Key).ToList())
        {
            tree.Remove(key);
        }

        return tree;
    }

    private static JsonObject Override(string setting)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new ConfigurationException("--set", $"found '{setting}', expected key:path=value, such as \"modality:distance=33 mm\".");
        }

        var (key, value) = (setting[..equals].Trim(), setting[(equals + 1)..].Trim());
        var section = key.Split(':')[0];
        if (!ExperimentSections.All.Contains(section))
        {
            throw new ConfigurationException(key, $"unknown section '{section}'; {NearestName.Hint(section, [.. ExperimentSections.All])}.");
        }

        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        return ConfigurationTree.FromSettings(settings);
    }
}

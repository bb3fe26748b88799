using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Memory;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Simulation;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Experiments;

/// <summary>The measurement of an experiment: files, or a simulation in their place.</summary>
internal sealed class MeasurementSource
{
    private readonly DataOptions _options;
    private readonly ExperimentPaths _paths;
    private readonly SimulationPlan? _simulation;

    /// <summary>Checks the section <c>data</c>.</summary>
    /// <exception cref="UnusableMeasurementException">It has errors, or a file is missing.</exception>
    /// <exception cref="ConfigurationException">The simulated definition has errors.</exception>
    public MeasurementSource(JsonObject tree, ExperimentPaths paths, PluginCatalog catalog)
    {
        _paths = paths;
        var findings = new FindingList(ExperimentSections.Data);
        _options = OptionsBinder.Bind<DataOptions>(tree[ExperimentSections.Data] as JsonObject, findings);
        if (!findings.HasErrors && _options.Simulation is null == (_options.Measurement.Count == 0))
        {
            findings.Error("measurement", _options.Simulation is null
                ? "missing; it names the file of the measurement, such as --set data:measurement=hologram.tif."
                : "both a measurement and a simulation are given; leave one out.");
        }

        if (_options is { Simulation: not null, Frames.Count: > 0 })
        {
            findings.Error("frames", "a simulation has the frames that it defines; leave the key out, or define fewer there.");
        }

        CheckFiles(findings);
        if (findings.HasErrors)
        {
            throw new UnusableMeasurementException(findings.ToList());
        }

        if (_options.Simulation is { } definition)
        {
            var file = SimulationFile = paths.Find(definition)!;
            _simulation = new SimulationPlanner(catalog, new ExperimentArrays(SimulationPaths = paths.Of(file)))
                .Plan(ExperimentLayers.Read([file], _options.SimulationSettings, useEnvironment: false));
        }
    }

    /// <summary>The simulated definition; null where the measurement is none.</summary>
    public string? SimulationFile { get; }

    /// <summary>Where the paths of the simulated definition lead; null where the measurement is none.</summary>
    public ExperimentPaths? SimulationPaths { get; }

    /// <summary>Whether the measurement is simulated.</summary>
    public bool IsSimulated => _simulation is not null;

    /// <summary>What simulating the measurement is expected to hold; null where it is none.</summary>
    public MemoryEstimate? Memory => _simulation is null ? null : MemoryEstimator.Of(_simulation);

    /// <summary>Every component of the simulation; none where the measurement is none.</summary>
    public IReadOnlyList<ComponentUse> Uses => _simulation?.Uses ?? [];

    /// <summary>Finds the sizes of the measurement from the files' headers, before any pixel is read.</summary>
    /// <exception cref="UnusableMeasurementException">A file cannot be read, or is smaller than the region of interest.</exception>
    public MeasurementDescription Describe()
    {
        if (_simulation is { } simulation)
        {
            var output = simulation.Experiment.Pipeline.Output;
            CheckHeldOut(output.Frames);
            return new MeasurementDescription(output.Frames, output.Grid.Rows, output.Grid.Columns);
        }

        try
        {
            var size = MeasurementFiles.Describe(_options, _paths);
            CheckHeldOut(size.Frames);
            return new MeasurementDescription(size.Frames, size.Rows, size.Columns);
        }
        catch (MeasurementException exception)
        {
            // The message begins with the file where one is meant.
            throw new UnusableMeasurementException([new Finding(Severity.Error, exception.FilePath is null ? ExperimentSections.Data : "", exception.Message)]);
        }
    }

    /// <summary>Reads or simulates the pixels.</summary>
    /// <exception cref="MeasurementException">A file cannot be read.</exception>
    public LoadedMeasurement Load()
    {
        if (_simulation is { } simulation)
        {
            var simulated = Simulator.Run(simulation);
            return new LoadedMeasurement(simulated.Frames with { HeldOut = HeldOut(simulated.Frames.Frames) }, [], []) { Truth = simulated };
        }

        var measurement = MeasurementFiles.Load(_options, _paths);
        var frames = measurement.Frames;
        var valid = measurement.Mask.IsFull ? null : measurement.Mask.Valid;
        var pixels = Normalize(frames.Pixels, valid);
        var measured = new MeasuredFrames(frames.Frames, frames.Rows, frames.Columns, pixels, valid) { HeldOut = HeldOut(frames.Frames) };
        return new LoadedMeasurement(measured, measurement.Inputs, measurement.Warnings);
    }

    private float[] Normalize(float[] pixels, bool[]? valid)
    {
        if (_options.Normalization == Normalization.None)
        {
            return pixels;
        }

        var counted = valid is null ? pixels : [.. pixels.Where((_, index) => valid[index])];
        var level = counted.Length == 0 ? 0 : _options.Normalization == Normalization.Mean ? counted.Average(value => (double)value) : counted.Order().ElementAt(counted.Length / 2);
        return level > 0
            ? [.. pixels.Select(value => (float)(value / level))]
            : throw new MeasurementException(FormattableString.Invariant($"data:normalization: the {_options.Normalization} of the measurement is {level:G4}, expected a positive number"));
    }

    private static readonly Dictionary<string, IReadOnlyList<int>> NoSets = [];

    private int[] HeldOut(int frames) => [.. FrameList.Resolve(_options.HeldOut, frames, NoSets).Distinct().Order()];

    private void CheckHeldOut(int frames)
    {
        var findings = new FindingList(ExperimentSections.Data);
        FrameList.Check(_options.HeldOut, frames, [], findings.Below("heldOut"));
        if (!findings.HasErrors && HeldOut(frames).Length == frames)
        {
            findings.Error("heldOut", $"every one of the {frames} frames is held out; expected some that are left for the fit.");
        }

        if (findings.HasErrors)
        {
            throw new UnusableMeasurementException(findings.ToList());
        }
    }

    private void CheckFiles(FindingList findings)
    {
        void Check(string key, IEnumerable<string> files, Func<string, string?> find)
        {
            foreach (var file in files.Where(file => find(file) is null))
            {
                findings.Error(key, $"the file '{file}' is missing; looked in {_paths.Places}.");
            }
        }

        Check("measurement", _options.Measurement, _paths.FindImages);
        Check("backgrounds", _options.Backgrounds, _paths.FindImages);
        Check("darks", _options.Darks, _paths.FindImages);
        Check("mask", _options.Mask is { } mask ? [mask] : [], _paths.Find);
        Check("simulation", _options.Simulation is { } simulation ? [simulation] : [], _paths.Find);
    }
}

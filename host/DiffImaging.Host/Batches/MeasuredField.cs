using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Batches;

/// <summary>What of a measurement can be divided among children.</summary>
/// <param name="Frames">Its frames.</param>
/// <param name="Region">The part of its frames that is used.</param>
internal sealed record MeasuredField(int Frames, RegionOfInterest Region)
{
    /// <summary>Reads it from the headers of the files.</summary>
    /// <param name="data">The section <c>data</c>.</param>
    /// <param name="paths">Where its paths lead.</param>
    /// <exception cref="UnusableMeasurementException">The section has mistakes, or names no files.</exception>
    /// <exception cref="MeasurementException">A file cannot be read.</exception>
    public static MeasuredField Of(JsonObject? data, ExperimentPaths paths)
    {
        var findings = new FindingList(ExperimentSections.Data);
        var options = OptionsBinder.Bind<DataOptions>(data, findings);
        if (!findings.HasErrors && (options.Simulation is not null || options.Measurement.Count == 0))
        {
            findings.Error("measurement", "frames and tiles are those of a measurement in files, and none is named.");
        }

        if (findings.HasErrors)
        {
            throw new UnusableMeasurementException(findings.ToList());
        }

        var whole = MeasurementFiles.Describe(options with { Region = null }, paths);
        return new MeasuredField(whole.Frames, options.Region?.Resolve(whole.Rows, whole.Columns) ?? new RegionOfInterest(0, 0, whole.Rows, whole.Columns));
    }
}

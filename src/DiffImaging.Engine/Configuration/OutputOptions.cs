using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Configuration;

/// <summary>The section <c>output</c>: what is written beside <c>result.json</c>.</summary>
public sealed record OutputOptions
{
    /// <summary>Title of the report; empty for the definition's file name.</summary>
    [Description("Title of the report; empty for the name of the definition's file.")]
    public string Title { get; init; } = "";

    /// <summary>Whether the report is written.</summary>
    [Description("Whether report.html is written.")]
    public bool Report { get; init; } = true;

    /// <summary>Whether images (OME-TIFF, PNG, .npy) are written.</summary>
    [Description("Whether images are written: OME-TIFF, PNG and .npy.")]
    public bool Images { get; init; } = true;

    /// <summary>Lowest frequency of the figure <c>bandFieldPsnr</c> of a simulated experiment, in cycles per metre; null leaves it out.</summary>
    [Description("Lowest frequency of the figure bandFieldPsnr of a simulated experiment."), Unit("1/m"), Range(0, 1e9)]
    public double? BandAbove { get; init; }
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace Acme.StructuredIllumination.Specimens;

/// <summary>Options of the specimen <c>fluorescent-target</c>.</summary>
public sealed record FluorescentTargetOptions
{
    /// <summary>Widths of the bars, in metres, from left to right.</summary>
    [Description("Widths of the bars, and of the gaps between them, from left to right."), Unit("m"), Range(1e-9, 1e-3)]
    public IReadOnlyList<double> HalfPitches { get; init; } = [60e-9, 75e-9, 90e-9, 120e-9];

    /// <summary>Side of the square that the target fills, in metres.</summary>
    [Description("Side of the square that the target fills."), Unit("m"), Range(1e-8, 1.0)]
    public required double Extent { get; init; }

    /// <summary>Number of filaments above and below the bars.</summary>
    [Description("Number of filaments above the bars, and of as many below."), Unit("1"), Range(0, 1000)]
    public int Filaments { get; init; } = 12;

    /// <summary>Width of a filament, in metres.</summary>
    [Description("Width of a filament at half its height."), Unit("m"), Range(1e-9, 1e-3)]
    public double FilamentWidth { get; init; } = 60e-9;

    /// <summary>Density between the parts.</summary>
    [Description("Density between the parts, beside that of a bar, which is 1."), Unit("1"), Range(0.0, 1.0)]
    public double Background { get; init; } = 0.05;
}

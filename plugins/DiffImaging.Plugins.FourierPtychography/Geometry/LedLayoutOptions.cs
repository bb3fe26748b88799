using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.FourierPtychography.Geometry;

/// <summary>Options of an LED array's layout: where the LED of each frame is meant to be.</summary>
/// <remarks>x runs along the columns of the image, y along its rows, downward; positions are as seen through the objective, on the
/// object's side. Lengths in metres. <see cref="LedLayout"/> turns them into positions.</remarks>
public sealed record LedLayoutOptions
{
    /// <summary>The kind of layout.</summary>
    [Description("grid, rings, positions or directions.")]
    public LedLayoutKind Kind { get; init; } = LedLayoutKind.Grid;

    /// <summary>Rows of a grid.</summary>
    [Range(1, 1000), Description("Rows of a grid.")]
    public int? Rows { get; init; }

    /// <summary>Columns of a grid.</summary>
    [Range(1, 1000), Description("Columns of a grid.")]
    public int? Columns { get; init; }

    /// <summary>Distance between neighbouring LEDs of a grid, in metres.</summary>
    [Unit("m"), Range(1e-6, 1.0), Description("Distance between neighbouring LEDs of a grid.")]
    public double? Pitch { get; init; }

    /// <summary>Order in which the LEDs of a grid are lit.</summary>
    [Description("Order of a grid: spiral (from the middle: +x, +y, −x, −x, −y, −y, +x, …), raster (row by row from the smallest x and y) or serpentine (every other row backwards).")]
    public LedOrder Order { get; init; } = LedOrder.Spiral;

    /// <summary>Radii of the rings, in metres; 0 is a single LED in the middle.</summary>
    [Unit("m"), Range(0.0, 10.0), Description("Radii of the rings; 0 for a single LED in the middle.")]
    public IReadOnlyList<double> Radii { get; init; } = [];

    /// <summary>Number of LEDs of each ring.</summary>
    [Description("Number of LEDs on each ring.")]
    public IReadOnlyList<int> Counts { get; init; } = [];

    /// <summary>Angle of each ring's first LED from +x towards +y, in rad.</summary>
    [Unit("rad"), Range(-6.3, 6.3), Description("Angle of the first LED of every ring, from +x towards +y.")]
    public double FirstAngle { get; init; }

    /// <summary>x of each LED of the kind <see cref="LedLayoutKind.Positions"/>, in metres.</summary>
    [Unit("m"), Range(-10.0, 10.0), Description("x of every LED, for the kind positions.")]
    public IReadOnlyList<double> PositionsX { get; init; } = [];

    /// <summary>y of each LED of the kind <see cref="LedLayoutKind.Positions"/>, in metres.</summary>
    [Unit("m"), Range(-10.0, 10.0), Description("y of every LED, for the kind positions.")]
    public IReadOnlyList<double> PositionsY { get; init; } = [];

    /// <summary>Direction cosine along x towards each LED, in air, for the kind <see cref="LedLayoutKind.Directions"/>.</summary>
    [Unit("1"), Range(-0.999, 0.999), Description("Direction cosine along x towards every LED, for the kind directions.")]
    public IReadOnlyList<double> DirectionsX { get; init; } = [];

    /// <summary>Direction cosine along y towards each LED, in air, for the kind <see cref="LedLayoutKind.Directions"/>.</summary>
    [Unit("1"), Range(-0.999, 0.999), Description("Direction cosine along y towards every LED, for the kind directions.")]
    public IReadOnlyList<double> DirectionsY { get; init; } = [];

    /// <summary>Exchanges x and y, before any flip.</summary>
    [Description("Exchange x and y of the layout, before the flips.")]
    public bool Transpose { get; init; }

    /// <summary>Reverses x.</summary>
    [Description("Reverse x of the layout.")]
    public bool FlipX { get; init; }

    /// <summary>Reverses y.</summary>
    [Description("Reverse y of the layout.")]
    public bool FlipY { get; init; }

    /// <summary>Layout coordinate x, after the flips, that is meant to be on the axis and that the array turns about, in metres.</summary>
    [Unit("m"), Range(-10.0, 10.0), Description("x of the layout's point that is meant to be on the axis, about which the array turns and tilts.")]
    public double CenterX { get; init; }

    /// <summary>Layout coordinate y, likewise.</summary>
    [Unit("m"), Range(-10.0, 10.0), Description("y of the same point.")]
    public double CenterY { get; init; }

    /// <summary>Places in the layout's order, from 0, that have no frame.</summary>
    [Description("Places in the order, from 0, that have no frame in the measurement: dead LEDs, frames left out.")]
    public IReadOnlyList<int> Without { get; init; } = [];
}

using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.Holography.Stages;

/// <summary>Light from a point source at the distance S before the sensor, object at z: on the object's grid, which is
/// the sensor's over the magnification S / (S − z), the field propagates by z (S − z) / S (Fresnel scaling theorem).</summary>
/// <remarks>That is stationary at z = S/2, and z and S − z give the same: a search stays on one side.</remarks>
/// <param name="SourceDistance">S in metres; null for plane illumination.</param>
internal readonly record struct PointSourceGeometry(double? SourceDistance)
{
    private const double SmallestSlope = 0.05;

    /// <summary>The distance to propagate by.</summary>
    public double Effective(double distance) => SourceDistance is { } source ? distance * (source - distance) / source : distance;

    /// <summary>Whether a change of z is hardly seen.</summary>
    public bool IsStationary(double distance) => Math.Abs(Slope(distance)) < SmallestSlope;

    /// <summary>Turns a depth of the effective distance into one of z.</summary>
    public double DepthOf(double effectiveDepth, double distance) => effectiveDepth / Math.Max(SmallestSlope, Math.Abs(Slope(distance)));

    /// <summary>Cuts a range of z to the nominal distance's side of S/2, and to places before the source.</summary>
    public ParameterBounds Limit(ParameterBounds range, double nominal) => SourceDistance is not { } source ? range
        : nominal < source / 2 ? range with { Upper = Math.Min(range.Upper, source / 2) }
        : new ParameterBounds(Math.Max(range.Lower, source / 2), Math.Min(range.Upper, 0.5 * (nominal + source)));

    private double Slope(double distance) => SourceDistance is { } source ? (source - 2 * distance) / source : 1;
}

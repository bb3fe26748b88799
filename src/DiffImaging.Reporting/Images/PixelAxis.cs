namespace DiffImaging.Reporting.Images;

/// <summary>A physical axis along the rows or the columns of an image.</summary>
/// <param name="Label">What runs along it, as "frequency along x".</param>
/// <param name="First">Coordinate of the centre of the first pixel, in the unit.</param>
/// <param name="Pitch">Distance between the centres of pixels, in the unit; positive.</param>
/// <param name="Unit">SI unit, as "1/m".</param>
public sealed record PixelAxis(string Label, double First, double Pitch, string Unit)
{
    /// <summary>Coordinate of the outer edge of the first pixel.</summary>
    internal double Low => First - (Pitch / 2);

    /// <summary>Coordinate of the outer edge of the last of some pixels.</summary>
    internal double High(int count) => Low + (count * Pitch);
}

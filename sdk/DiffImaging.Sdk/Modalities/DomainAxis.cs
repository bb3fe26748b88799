namespace DiffImaging.Sdk.Modalities;

/// <summary>A physical axis along the rows or the columns of an image.</summary>
/// <param name="Label">What runs along it, such as "frequency along x".</param>
/// <param name="First">Coordinate of the centre of the first pixel, in the unit.</param>
/// <param name="Pitch">Distance between the centres of pixels, in the unit; positive.</param>
/// <param name="Unit">SI unit, such as "m" or "1/m".</param>
public sealed record DomainAxis(string Label, double First, double Pitch, string Unit);

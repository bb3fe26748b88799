namespace DiffImaging.Reporting.Colors;

/// <summary>An opaque sRGB color, 8 bits per channel.</summary>
/// <param name="Red">Red channel, 0 to 255.</param>
/// <param name="Green">Green channel, 0 to 255.</param>
/// <param name="Blue">Blue channel, 0 to 255.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue);

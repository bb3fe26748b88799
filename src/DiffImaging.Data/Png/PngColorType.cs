namespace DiffImaging.Data;

/// <summary>Colour types of the PNG specification, with its numbers.</summary>
internal enum PngColorType
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    RgbAlpha = 6,
}

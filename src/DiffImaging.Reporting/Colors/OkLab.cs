namespace DiffImaging.Reporting.Colors;

/// <summary>Conversion from the perceptual color space OKLab to sRGB, out-of-gamut channels clipped.</summary>
/// <remarks>Source: B. Ottosson, "A perceptual color space for image processing", 2020.</remarks>
internal static class OkLab
{
    /// <summary>Converts lightness (0 to 1), chroma and hue (degrees) to sRGB.</summary>
    public static Rgb FromPolar(double lightness, double chroma, double hue)
    {
        var radians = hue * Math.PI / 180;
        return FromCartesian(lightness, chroma * Math.Cos(radians), chroma * Math.Sin(radians));
    }

    /// <summary>Converts lightness (0 to 1) and the two opponent axes to sRGB.</summary>
    public static Rgb FromCartesian(double lightness, double a, double b)
    {
        var l = Cube(lightness + (0.3963377774 * a) + (0.2158037573 * b));
        var m = Cube(lightness - (0.1055613458 * a) - (0.0638541728 * b));
        var s = Cube(lightness - (0.0894841775 * a) - (1.2914855480 * b));
        return new Rgb(
            Encode((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Encode((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Encode((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    private static double Cube(double value) => value * value * value;

    private static byte Encode(double linear)
    {
        var clipped = Math.Clamp(linear, 0, 1);
        var encoded = clipped <= 0.0031308 ? 12.92 * clipped : (1.055 * Math.Pow(clipped, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(255 * encoded);
    }
}

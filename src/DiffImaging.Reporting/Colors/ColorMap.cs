namespace DiffImaging.Reporting.Colors;

/// <summary>Turns a fraction between 0 and 1 into a color, by a table of 256 entries.</summary>
public sealed class ColorMap
{
    private const int Entries = 256;
    private readonly Rgb[] _table;

    private ColorMap(string name, ColorMapKind kind, Rgb missing, Func<double, Rgb> color)
    {
        Name = name;
        Kind = kind;
        Missing = missing;
        _table = [.. Enumerable.Range(0, Entries).Select(i => color(i / (Entries - 1.0)))];
    }

    /// <summary>Black to white, linear in the encoded value: what a camera's raw viewer shows.</summary>
    public static ColorMap Gray { get; } = new("gray", ColorMapKind.Sequential, new Rgb(224, 69, 123), GrayColor);

    /// <summary>Viridis: dark blue to yellow, perceptually uniform and safe for color-blind readers.</summary>
    public static ColorMap Viridis { get; } =
        new("viridis", ColorMapKind.Sequential, new Rgb(208, 208, 208), ViridisColors.At);

    /// <summary>Cyclic map for wrapped phase: dark at 0, blue below, red above, the same near-white at −π and π.</summary>
    public static ColorMap Phase { get; } = new("phase", ColorMapKind.Cyclic, new Rgb(63, 174, 90), PhaseColor);

    /// <summary>Diverging map for residuals: blue, white at the middle, red; equally light on both sides.</summary>
    public static ColorMap Residual { get; } =
        new("residual", ColorMapKind.Diverging, new Rgb(128, 128, 128), ResidualColor);

    /// <summary>All maps, in the order in which documentation lists them.</summary>
    public static IReadOnlyList<ColorMap> All { get; } = [Gray, Viridis, Phase, Residual];

    /// <summary>The name by which a configuration file chooses the map, in kebab-case.</summary>
    public string Name { get; }

    /// <summary>What the order of the colors stands for.</summary>
    public ColorMapKind Kind { get; }

    /// <summary>The color of pixels that are not finite; it does not occur in the map.</summary>
    public Rgb Missing { get; }

    /// <summary>Finds a map by its name.</summary>
    /// <exception cref="ArgumentException">No map has this name; the message lists the names.</exception>
    public static ColorMap ByName(string name) =>
        All.FirstOrDefault(map => string.Equals(map.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException(
            $"No color map is named \"{name}\"; there are {string.Join(", ", All.Select(map => map.Name))}.",
            nameof(name));

    /// <summary>Looks up a color.</summary>
    /// <param name="fraction">Position in the map, 0 to 1; values outside take the color of the nearer end.</param>
    /// <returns>The color, or <see cref="Missing"/> when the fraction is not a number.</returns>
    public Rgb At(double fraction) => double.IsNaN(fraction)
        ? Missing
        : _table[(int)Math.Round(Math.Clamp(fraction, 0, 1) * (Entries - 1))];

    private static Rgb GrayColor(double fraction)
    {
        var level = (byte)Math.Round(255 * fraction);
        return new Rgb(level, level, level);
    }

    private static Rgb PhaseColor(double fraction)
    {
        var angle = 2 * Math.PI * fraction;
        var lightness = 0.58 + (0.34 * Math.Cos(angle));
        var side = Math.Sin(angle);
        var strength = 0.13 * Math.Pow(Math.Abs(side), 0.8);
        var hue = (side >= 0 ? 255 : 35) * Math.PI / 180;
        var violet = 0.06 * Math.Pow((1 - Math.Cos(angle)) / 2, 2);
        return OkLab.FromCartesian(
            lightness, (strength * Math.Cos(hue)) + (0.7 * violet), (strength * Math.Sin(hue)) - (0.7 * violet));
    }

    private static Rgb ResidualColor(double fraction)
    {
        var signed = (2 * fraction) - 1;
        var distance = Math.Abs(signed);
        return OkLab.FromPolar(1 - (0.62 * distance), 0.19 * Math.Pow(distance, 0.85), signed < 0 ? 257 : 25);
    }
}

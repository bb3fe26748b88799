namespace DiffImaging.Reporting.Quantities;

/// <summary>The unit in which SI values are written: a power of ten and the symbol that goes with it.</summary>
/// <param name="Exponent">Power of ten: written value = SI value / 10^Exponent.</param>
/// <param name="Symbol">Symbol with its prefix, as "µm"; with a power of ten where no prefix exists, as "10⁻⁵ px".</param>
/// <param name="Prefixed">True when the power is in the symbol as a prefix (or is 0), so that value and symbol simply follow each other.</param>
internal readonly record struct DisplayUnit(int Exponent, string Symbol, bool Prefixed)
{
    private const int SmallestPlainExponent = -3;
    private const int LargestPlainExponent = 4;

    private static readonly Dictionary<int, string> Prefixes = new()
    {
        [-15] = "f", [-12] = "p", [-9] = "n", [-6] = "µ", [-3] = "m", [0] = "",
        [3] = "k", [6] = "M", [9] = "G", [12] = "T",
    };

    // Units that take a prefix, with the range of exponents in customary use: nobody writes megaseconds.
    private static readonly Dictionary<string, (int Least, int Most)> Prefixable = new()
    {
        ["m"] = (-15, 3), ["s"] = (-15, 0), ["rad"] = (-9, 0), ["Hz"] = (-3, 12), ["V"] = (-9, 6), ["A"] = (-15, 3),
        ["W"] = (-15, 12), ["J"] = (-15, 9), ["K"] = (-9, 0), ["N"] = (-15, 6), ["Pa"] = (-3, 9), ["g"] = (-15, 3),
    };

    // 0.3 rad is not written 300 mrad.
    private const double LargestPrefixedAngle = 0.01;

    /// <summary>Chooses the unit for values of a size.</summary>
    /// <param name="magnitude">Largest absolute value to be written, in SI.</param>
    /// <param name="unit">SI unit, as "m"; empty for a dimensionless number.</param>
    public static DisplayUnit For(double magnitude, string unit)
    {
        // The unit of a pure number is not written.
        unit = unit == "1" ? "" : unit;
        if (magnitude == 0 || !double.IsFinite(magnitude))
        {
            return new DisplayUnit(0, unit, true);
        }

        var decade = (int)Math.Floor(Math.Log10(Math.Abs(magnitude)) + 1e-12);
        return Prefixable.TryGetValue(unit, out var range)
            ? WithPrefix(Math.Abs(magnitude), decade, unit, range)
            : WithPower(decade, unit);
    }

    /// <summary>The written value of an SI value.</summary>
    public double Scale(double value) => Exponent <= 0 ? value * Math.Pow(10, -Exponent) : value / Math.Pow(10, Exponent);

    private static DisplayUnit WithPrefix(double magnitude, int decade, string unit, (int Least, int Most) range)
    {
        if (unit == "rad" && magnitude >= LargestPrefixedAngle)
        {
            return new DisplayUnit(0, unit, true);
        }

        var exponent = Math.Clamp((int)Math.Floor(decade / 3.0) * 3, range.Least, range.Most);
        return new DisplayUnit(exponent, Prefixes[exponent] + unit, true);
    }

    private static DisplayUnit WithPower(int decade, string unit)
    {
        if (decade is >= SmallestPlainExponent and <= LargestPlainExponent)
        {
            return new DisplayUnit(0, unit, true);
        }

        var power = "10" + Superscript.Of(decade);
        return new DisplayUnit(decade, unit.Length == 0 ? power : $"{power} {unit}", false);
    }
}

using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Files;

namespace DiffImaging.Plugins.Lensless.Stages.CodedMask;

/// <summary>A measured point spread function: what a bright point on the axis casts on the sensor.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Values">Its samples, row by row, in any unit.</param>
internal sealed record PointSpreadFunction(int Rows, int Columns, double[] Values)
{
    private const int SmallestSide = 3;

    // Light that is left at the rim was cut off by the crop, or is background.
    private const double BrightRim = 0.1;

    /// <summary>Sum of the samples.</summary>
    public double Sum => Values.Sum();

    /// <summary>Reads and checks the file that options name; null, with an error, where it is none.</summary>
    public static PointSpreadFunction? Read(string file, string? variable, IArrayFiles files, FindingList findings)
    {
        if (!files.TryRead(file, variable, out var array, out var problem))
        {
            findings.Error("psf", problem);
            return null;
        }

        int[] sizes = [.. array.Shape.Where(size => size != 1)];
        if (sizes is not [>= SmallestSide, >= SmallestSide])
        {
            findings.Error("psf", $"found an array of the shape [{string.Join(", ", array.Shape)}], expected one image of at least {SmallestSide} × {SmallestSide} samples.");
            return null;
        }

        var result = new PointSpreadFunction(sizes[0], sizes[1], array.Values.ToArray());
        result.Check(findings);
        return findings.HasErrors ? null : result;
    }

    private void Check(FindingList findings)
    {
        var infinite = Values.Count(value => !double.IsFinite(value));
        var negative = Values.Count(value => value < 0);
        if (infinite > 0)
        {
            findings.Error("psf", $"{infinite} of {Values.Length} samples are NaN or infinite.");
        }
        else if (negative > 0)
        {
            findings.Error("psf", $"{negative} of {Values.Length} samples are negative, the smallest {Values.Min():G4}: light is not. Set to 0 what the subtraction of a background left below it.");
        }
        else if (Sum <= 0)
        {
            findings.Error("psf", "every sample is 0.");
        }
        else if (Rim() > BrightRim * Values.Average())
        {
            findings.Warning("psf", FormattableString.Invariant($"its rim has {100 * Rim() / Values.Average():G3} % of its mean value: subtract the background, or measure a larger part; what is cut off is missing in the model."));
        }
    }

    private double Rim() => Enumerable.Range(0, Values.Length)
        .Where(index => index / Columns is var row && index % Columns is var column && (row == 0 || row == Rows - 1 || column == 0 || column == Columns - 1))
        .Average(index => Values[index]);
}

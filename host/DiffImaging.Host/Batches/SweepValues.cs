using System.Globalization;
using System.Text.RegularExpressions;
using DiffImaging.Engine.Configuration;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Batches;

/// <summary>The values that a swept key takes.</summary>
internal static partial class SweepValues
{
    /// <summary>Finds them; none where there are mistakes.</summary>
    /// <param name="sweep">The key and its values or range.</param>
    /// <param name="findings">Takes an error for every mistake.</param>
    public static IReadOnlyList<BatchValue> Of(SweepOptions sweep, FindingList findings)
    {
        var section = sweep.Key.Split(':')[0];
        if (!ExperimentSections.All.Contains(section) || section.Equals(ExperimentSections.Batch, StringComparison.OrdinalIgnoreCase))
        {
            findings.Error("key", $"unknown section '{section}'; {NearestName.Hint(section, [.. ExperimentSections.All.Where(name => name != ExperimentSections.Batch)])}.");
        }

        var values = sweep.Values.Count > 0 ? Listed(sweep, findings) : Range(sweep, findings);
        var name = sweep.Key.Split(':')[^1];
        return [.. values.Select(value => new BatchValue($"{name} {value}", [(sweep.Key, value)]))];
    }

    private static IReadOnlyList<string> Listed(SweepOptions sweep, FindingList findings)
    {
        if (sweep.From is not null || sweep.To is not null || sweep.Count is not null)
        {
            findings.Error("values", "both values and a range are given; leave one out.");
        }

        if (sweep.Values.Distinct(StringComparer.Ordinal).Count() < sweep.Values.Count)
        {
            findings.Error("values", "a value stands there twice; each gives one child.");
        }

        return sweep.Values;
    }

    private static IReadOnlyList<string> Range(SweepOptions sweep, FindingList findings)
    {
        if (sweep is not { From: { } from, To: { } to, Count: { } count })
        {
            findings.Error("", "expected values, or a range of from, to and count.");
            return [];
        }

        var (first, last) = (Split(from), Split(to));
        if (first is null || last is null || first.Value.Unit != last.Value.Unit)
        {
            findings.Error("from", $"found '{from}' and '{to}', expected two numbers, in the same unit where they have one.");
            return [];
        }

        var ((low, unit), high) = (first.Value, last.Value.Number);
        if (sweep.Spacing == Spacing.Logarithmic && !(low * high > 0))
        {
            findings.Error("spacing", $"found '{from}' and '{to}', expected two numbers of the same sign for equal ratios.");
            return [];
        }

        double At(int index) => index == count - 1 ? high
            : sweep.Spacing == Spacing.Linear ? low + ((high - low) * index / (count - 1))
            : low * Math.Pow(high / low, index / (double)(count - 1));

        // Fifteen digits: 0.1 + 0.2 is meant to be 0.3.
        return [.. Enumerable.Range(0, count).Select(index => $"{At(index).ToString("G15", CultureInfo.InvariantCulture)}{(unit.Length > 0 ? " " + unit : "")}")];
    }

    private static (double Number, string Unit)? Split(string text)
    {
        var match = NumberAndUnit().Match(text.Trim());
        return match.Success && double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (number, match.Groups["unit"].Value.Trim())
            : null;
    }

    [GeneratedRegex(@"^(?<number>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)(?<unit>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberAndUnit();
}

using System.Globalization;
using System.Text.RegularExpressions;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Frames;

/// <summary>Frames as a configuration names them: numbers from 0 (<c>7</c>), ranges with both ends (<c>3-17</c>), steps (<c>every 10</c>, <c>3-17 every 2</c>),
/// and names of the modality's frame sets (<c>bright-field</c>).</summary>
public static partial class FrameList
{
    /// <summary>Checks a list before anything is computed.</summary>
    /// <param name="list">The list.</param>
    /// <param name="count">Frames of the measurement.</param>
    /// <param name="names">Names of the sets that the modality will find.</param>
    /// <param name="findings">Takes an error for every mistake, with the index in the list.</param>
    public static void Check(IReadOnlyList<string> list, int count, IReadOnlyList<string> names, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var (text, index) in list.Select((text, index) => (text, index)))
        {
            var place = findings.Below(index.ToString(CultureInfo.InvariantCulture));
            if (names.Contains(text))
            {
                continue;
            }

            if (Match(text) is not { } range)
            {
                var known = names.Count == 0 ? "" : $", or a frame set: {NearestName.Hint(text, names)}";
                place.Error("", $"found '{text}', expected a number such as 7, a range such as 3-17, a step such as 'every 10'{known}.");
            }
            else if (range.Last is { } last && (last >= count || last < range.First) || range.First >= count)
            {
                place.Error("", $"found '{text}', expected frames from 0 to {count - 1} in ascending order.");
            }
        }
    }

    /// <summary>Finds the frames of a checked list.</summary>
    /// <param name="list">The list.</param>
    /// <param name="count">Frames of the measurement.</param>
    /// <param name="sets">The sets that the modality found.</param>
    /// <returns>Indices in the order of the list; a set that was not found gives none.</returns>
    public static IEnumerable<int> Resolve(IReadOnlyList<string> list, int count, IReadOnlyDictionary<string, IReadOnlyList<int>> sets)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(sets);
        return list.SelectMany(text => sets.TryGetValue(text, out var set) ? set : Match(text) is { } range ? Expand(range, count) : []);
    }

    private static IEnumerable<int> Expand((int First, int? Last, int Step) range, int count)
    {
        for (var index = range.First; index <= (range.Last ?? count - 1); index += range.Step)
        {
            yield return index;
        }
    }

    private static (int First, int? Last, int Step)? Match(string text)
    {
        var match = Range().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }

        int? Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : null;
        var (first, last, step) = (Number("first"), Number("last"), Number("step"));
        return (first ?? 0, last ?? (step is null ? first : null), Math.Max(1, step ?? 1));
    }

    [GeneratedRegex(@"^(?:(?<first>\d{1,7})(?:\s*-\s*(?<last>\d{1,7}))?(?:\s+every\s+(?<step>\d{1,7}))?|every\s+(?<step>\d{1,7}))$", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}

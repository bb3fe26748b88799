using System.Globalization;
using System.Text.RegularExpressions;

namespace DiffImaging.Reporting.Figures;

/// <summary>Renumbers the ids in an SVG: SkiaSharp counts them through the whole process, so no two drawings would be equal.</summary>
internal static partial class SvgIdentifiers
{
    public static string Renumber(string svg)
    {
        var numbers = new Dictionary<string, string>();
        return Reference().Replace(svg, match =>
        {
            var id = match.Groups["id"].Value;
            if (!numbers.TryGetValue(id, out var number))
            {
                number = "c" + numbers.Count.ToString(CultureInfo.InvariantCulture);
                numbers.Add(id, number);
            }

            return match.Groups["before"].Value + number;
        });
    }

    [GeneratedRegex("(?<before>\\bid=\"|url\\(#)(?<id>[A-Za-z0-9_]+)")]
    private static partial Regex Reference();
}

using System.Globalization;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>The one setting that numbers of all children differ in, to draw over.</summary>
/// <param name="Name">The key, or <c>frame</c>.</param>
/// <param name="Unit">SI unit; "1" for pure numbers.</param>
/// <param name="Positions">Its value of each child, in SI.</param>
internal sealed record SweptAxis(string Name, string Unit, IReadOnlyList<double> Positions)
{
    private static readonly string[] Units = ["1", "m", "rad", "s", "1/m", "px"];

    /// <summary>Finds it; null where several settings differ, or one that is no number.</summary>
    public static SweptAxis? Of(IReadOnlyList<ChildResult> children)
    {
        var keys = children.SelectMany(child => child.Settings.Select(setting => setting.Key)).Distinct().ToList();
        if (keys.Count != 1 || children.Count < 2)
        {
            return null;
        }

        var texts = children.Select(child => child.Settings.First().Value).ToList();
        if (keys[0] == "data:frames")
        {
            return new SweptAxis("frame", "1", [.. texts.Select(text => double.Parse(text.Split('-')[0], CultureInfo.InvariantCulture))]);
        }

        foreach (var unit in Units)
        {
            var values = texts.Select(text => Quantity.TryParse(text, unit, out var value, out _) ? value : double.NaN).ToList();
            if (values.TrueForAll(double.IsFinite))
            {
                return new SweptAxis(keys[0], unit, values);
            }
        }

        return null;
    }

    /// <summary>Whether it goes over a decade and more at about equal ratios.</summary>
    public bool IsWide => Positions.Min() > 0 && Positions.Max() >= 10 * Positions.Min() && Positions.Order().ElementAt(Positions.Count / 2) < (Positions.Min() + Positions.Max()) / 4;
}

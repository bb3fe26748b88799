using System.Text.Json.Nodes;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>A number of a parameter that children have estimated.</summary>
/// <param name="Name">As <c>propagation.distance</c> or <c>scan.shift[3]</c>.</param>
/// <param name="Unit">Its SI unit.</param>
/// <param name="Parameter">Stage and name of the parameter.</param>
/// <param name="Index">Which of its numbers; null for an only one.</param>
internal sealed record EstimateColumn(string Name, string Unit, (string Stage, string Name) Parameter, int? Index)
{
    // Longer parameters, such as a brightness for each of 289 LEDs, stand in the results of the children.
    private const int MostNumbers = 16;

    /// <summary>The estimate of a child, or what it says of the estimate; null where it says nothing.</summary>
    /// <param name="document">The child's <c>result.json</c>.</param>
    /// <param name="key"><c>estimate</c>, <c>repeatability</c>, <c>posterior</c> or <c>jackknife</c>.</param>
    public double? Of(JsonObject document, string key)
    {
        var parameter = Parameters(document).FirstOrDefault(parameter => ((string?)parameter["stage"], (string?)parameter["name"]) == Parameter);
        var node = Index is { } index ? (parameter?[key] as JsonArray)?.ElementAtOrDefault(index) : parameter?[key];
        return node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;
    }

    /// <summary>The numbers that any of the children has estimated.</summary>
    public static IReadOnlyList<EstimateColumn> Find(IEnumerable<ChildResult> children) =>
        [.. children.SelectMany(child => Parameters(child.Document)).Where(IsEstimated).SelectMany(Of).Distinct()];

    /// <summary>Whether a parameter of a <c>result.json</c> was not simply given.</summary>
    public static bool IsEstimated(JsonObject parameter) => (string?)parameter["mode"] != "fixed";

    /// <summary>The parameters of a <c>result.json</c>.</summary>
    public static IEnumerable<JsonObject> Parameters(JsonObject document) => (document["parameters"] as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<EstimateColumn> Of(JsonObject parameter)
    {
        var key = ((string)parameter["stage"]!, (string)parameter["name"]!);
        var (name, unit) = ($"{key.Item1}.{key.Item2}", (string?)parameter["unit"] ?? "1");
        return parameter["estimate"] is JsonArray list
            ? list.Count <= MostNumbers ? Enumerable.Range(0, list.Count).Select(index => new EstimateColumn($"{name}[{index}]", unit, key, index)) : []
            : [new EstimateColumn(name, unit, key, null)];
    }
}

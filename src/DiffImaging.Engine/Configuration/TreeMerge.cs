using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Configuration;

/// <summary>Lays one configuration tree over another.</summary>
/// <remarks>Objects are merged key by key. A list given as a list replaces the whole list; given as an object it addresses the
/// elements by their <c>name</c> (or, where they have none, by index) and adds an element that has an <c>id</c>. An element without
/// a name is named by its id.</remarks>
internal static class TreeMerge
{
    /// <summary>Lays <paramref name="upper"/> over <paramref name="lower"/>; neither is changed.</summary>
    /// <exception cref="ConfigurationException">An element is addressed that does not exist.</exception>
    public static JsonObject Merge(JsonObject lower, JsonObject upper) => MergeObjects(lower, upper, "");

    /// <summary>The name of a list's element: its <c>name</c>, or else its <c>id</c>.</summary>
    public static string? NameOf(JsonNode? element) =>
        element is JsonObject section ? (Find(section, "name") ?? Find(section, "id"))?.ToString() : null;

    private static JsonObject MergeObjects(JsonObject lower, JsonObject upper, string path)
    {
        var result = (JsonObject)lower.DeepClone();
        foreach (var (key, value) in upper)
        {
            var existing = result.FirstOrDefault(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase));
            result[existing.Key ?? key] = MergeNodes(existing.Value, value, path.Length == 0 ? key : $"{path}:{key}");
        }

        return result;
    }

    private static JsonNode? MergeNodes(JsonNode? lower, JsonNode? upper, string path) => (lower, upper) switch
    {
        (JsonObject under, JsonObject over) => MergeObjects(under, over, path),
        (JsonArray under, JsonObject over) => MergeList(under, over, path),

        // A quantity may become an object with more to say: {"distance": "1 mm"} under {"distance": {"mode": "fixed"}}.
        (JsonValue under, JsonObject over) when !Numeric(over) && Find(over, "id") is null =>
            MergeObjects(new JsonObject { ["nominal"] = under.DeepClone() }, over, path),
        (null, JsonObject over) when Numeric(over) => new JsonArray([.. over.OrderBy(pair => int.Parse(pair.Key, CultureInfo.InvariantCulture)).Select(pair => pair.Value?.DeepClone())]),
        (JsonObject under, JsonValue over) when Find(under, "nominal") is not null => MergeObjects(under, new JsonObject { ["nominal"] = over.DeepClone() }, path),
        _ => upper?.DeepClone(),
    };

    private static JsonArray MergeList(JsonArray lower, JsonObject upper, string path)
    {
        var result = (JsonArray)lower.DeepClone();
        foreach (var (key, value) in upper)
        {
            var place = $"{path}:{key}";
            var index = Enumerable.Range(0, result.Count).FirstOrDefault(
                i => string.Equals(NameOf(result[i]), key, StringComparison.OrdinalIgnoreCase), -1);
            if (index < 0 && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= result.Count)
            {
                index = number;
            }

            if (index >= 0 && index < result.Count)
            {
                result[index] = MergeNodes(result[index], value, place);
            }
            else if (index == result.Count)
            {
                result.Add(value?.DeepClone());
            }
            else if (value is JsonObject added && Find(added, "id") is not null)
            {
                var element = (JsonObject)added.DeepClone();
                element["name"] ??= key;
                result.Add(element);
            }
            else
            {
                var names = result.Select(NameOf).OfType<string>().ToList();
                throw new ConfigurationException(place, $"no element is named '{key}'; {NearestName.Hint(key, names)}. A new element needs an id.");
            }
        }

        return result;
    }

    private static bool Numeric(JsonObject section) => section.Count > 0 && section.All(pair => int.TryParse(pair.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static JsonNode? Find(JsonObject section, string key) =>
        section.FirstOrDefault(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase)).Value;
}

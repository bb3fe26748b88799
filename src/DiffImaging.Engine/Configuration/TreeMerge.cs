using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Configuration;

/// <summary>Lays one configuration tree over another.</summary>
/// <remarks>Objects are merged key by key; a component with another <c>id</c> replaces the whole component. A list given as a list
/// replaces the whole list; given as an object it addresses the elements by their <c>name</c> (or, where they have none, by index)
/// and adds an element that has an <c>id</c>. An element without a name is named by its id.</remarks>
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
        if (Find(lower, "id") is { } old && Find(upper, "id") is { } other && !Same(old.ToString(), other.ToString()))
        {
            lower = Find(lower, "name") is { } name ? new JsonObject { ["name"] = name.DeepClone() } : [];
        }

        var result = (JsonObject)lower.DeepClone();
        foreach (var (key, value) in upper)
        {
            var existing = result.FirstOrDefault(pair => Same(pair.Key, key));
            var name = existing.Key ?? (path.Length == 0 ? ExperimentSections.Canonical(key) : key);
            result[name] = MergeNodes(existing.Value, value, path.Length == 0 ? name : $"{path}:{key}");
        }

        return result;
    }

    private static JsonNode? MergeNodes(JsonNode? lower, JsonNode? upper, string path) => (lower, upper) switch
    {
        (null, JsonObject over) => IsNumbered(over) ? MergeList([], over, path) : MergeObjects([], over, path),
        (JsonArray under, JsonObject over) when under.Count > 0 && !under.Any(item => item is JsonObject) && !IsNumbered(over) => ShortForm.Extend(under, over),
        (JsonArray under, JsonObject over) => MergeList(under, over, path),
        (JsonObject under, JsonObject over) => MergeObjects(under, over, path),

        // The configuration library keeps an empty list as an empty text.
        (JsonValue under, JsonObject over) when under.ToString().Length == 0 => MergeList([], over, path),
        (JsonValue under, JsonObject over) when IsNumbered(over) => MergeList([under.DeepClone()], over, path),
        (JsonValue under, JsonObject over) when Find(over, "id") is null => ShortForm.Extend(under, over),
        (JsonObject under, JsonValue or JsonArray) when ShortForm.IsParameter(under) => MergeObjects(under, ShortForm.Nominal(upper), path),
        _ => upper?.DeepClone(),
    };

    private static JsonArray MergeList(JsonArray lower, JsonObject upper, string path)
    {
        var result = (JsonArray)lower.DeepClone();
        foreach (var (key, value) in upper.OrderBy(pair => IndexOf(pair.Key) ?? int.MaxValue))
        {
            var place = $"{path}:{key}";
            var index = Enumerable.Range(0, result.Count).FirstOrDefault(i => Same(NameOf(result[i]), key), IndexOf(key) ?? -1);
            if (index >= 0 && index < result.Count)
            {
                result[index] = Named(NameOf(result[index]), MergeNodes(result[index], value, place));
            }
            else if (index == result.Count)
            {
                result.Add(MergeNodes(null, value, place));
            }
            else if (value is JsonObject added && Find(added, "id") is not null)
            {
                result.Add(Named(key, MergeObjects([], added, place)));
            }
            else
            {
                throw new ConfigurationException(place, index > 0
                    ? $"the list has {result.Count} element(s), so the next has the index {result.Count}."
                    : $"no element is named '{key}'; {NearestName.Hint(key, [.. result.Select(NameOf).OfType<string>()])}. A new element needs an id.");
            }
        }

        return result;
    }

    // A name that is an id stays the name when the id changes: the element can still be addressed, and its variables too.
    private static JsonNode? Named(string? name, JsonNode? element)
    {
        if (name is not null && element is JsonObject section && !Same(NameOf(section), name) && Find(section, "name") is null)
        {
            section["name"] = name;
        }

        return element;
    }

    private static bool IsNumbered(JsonObject section) => section.Count > 0 && section.All(pair => IndexOf(pair.Key) is not null);

    private static int? IndexOf(string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static JsonNode? Find(JsonObject section, string key) => section.FirstOrDefault(pair => Same(pair.Key, key)).Value;
}

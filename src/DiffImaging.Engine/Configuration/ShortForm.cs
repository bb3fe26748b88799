using System.Text.Json.Nodes;
using DiffImaging.Engine.Optimization;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Engine.Configuration;

/// <summary>Settings that are written as a value alone, or as an object with more to say: an uncertainty parameter, and the
/// weight of a regularizer.</summary>
internal static class ShortForm
{
    private static readonly HashSet<string> ParameterKeys = KeysOf<FrameParameterOptions>();
    private static readonly HashSet<string> WeightKeys = KeysOf<WeightOptions>();

    /// <summary>Whether an object is the long form of an uncertainty parameter.</summary>
    public static bool IsParameter(JsonObject section) => section.Count > 0 && section.All(pair => ParameterKeys.Contains(pair.Key));

    /// <summary>The long form of a parameter's value.</summary>
    public static JsonObject Nominal(JsonNode? value) => new() { ["nominal"] = value?.DeepClone() };

    /// <summary>Gives a value alone the further settings of an object: <c>"1 mm"</c> and <c>{"mode": "fixed"}</c>.</summary>
    public static JsonObject Extend(JsonNode value, JsonObject further)
    {
        var isWeight = further.All(pair => WeightKeys.Contains(pair.Key));
        return TreeMerge.Merge(isWeight ? new JsonObject { ["start"] = value.DeepClone() } : Nominal(value), further);
    }

    private static HashSet<string> KeysOf<T>() => new(OptionKey.Of(typeof(T)).Select(key => key.Name), StringComparer.OrdinalIgnoreCase);
}

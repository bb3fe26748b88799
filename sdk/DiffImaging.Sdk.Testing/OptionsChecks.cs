using System.Text.Json.Nodes;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Sdk.Testing;

/// <summary>What the plan of any component must say of mistaken options.</summary>
internal static class OptionsChecks
{
    private const string UnknownKey = "noSuchKeyAnywhere";

    public static IReadOnlyList<ConformanceResult> Run(Type type, JsonObject options, Func<JsonObject, IReadOnlyList<Finding>> plan) =>
    [
        ConformanceCheck.Run("An unknown key is a finding that names it", () => Expect(plan(With(options, UnknownKey, 1)), UnknownKey)),
        .. OptionKey.Of(type).Where(key => key.IsRequired).Select(key => ConformanceCheck.Run(
            $"The missing key '{key.Name}' is a finding that names it", () => Expect(plan(Without(options, key.Name)), key.Name))),
        ConformanceCheck.Run("A senseless value of a key does not throw", () =>
        {
            foreach (var key in OptionKey.Of(type))
            {
                plan(With(options, key.Name, "?!"));
                plan(With(options, key.Name, new JsonObject { [UnknownKey] = "?!" }));
                plan(With(options, key.Name, -1e300));
            }

            return (true, "Tried a senseless text, an object and a huge number for every key.");
        }),
    ];

    private static (bool, string) Expect(IReadOnlyList<Finding> findings, string key)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        return errors.Exists(error => error.Path.EndsWith($":{key}", StringComparison.OrdinalIgnoreCase) || error.Path == key)
            ? (true, string.Join(" ", errors))
            : (false, $"Expected an error at '{key}', found: {(errors.Count == 0 ? "none" : string.Join(" ", errors))}.");
    }

    private static JsonObject With(JsonObject options, string key, JsonNode value)
    {
        var result = Without(options, key);
        result[key] = value;
        return result;
    }

    private static JsonObject Without(JsonObject options, string key)
    {
        var result = options.DeepClone().AsObject();
        foreach (var name in result.Select(pair => pair.Key).Where(name => string.Equals(name, key, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            result.Remove(name);
        }

        return result;
    }
}

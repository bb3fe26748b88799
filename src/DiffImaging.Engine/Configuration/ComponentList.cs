using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Engine.Configuration;

/// <summary>Reads the sections that list components: each element has an id, a unique name, and options.</summary>
internal static class ComponentList
{
    /// <summary>Reads a list; mistakes become findings.</summary>
    public static IReadOnlyList<ComponentDefinition> Read(JsonObject tree, string section, FindingList findings)
    {
        var place = findings.Below(section);
        if (tree[section] is not JsonArray list)
        {
            if (tree[section] is { } other && other.ToString().Length > 0)
            {
                place.Error("", $"found {(other is JsonObject ? "an object" : $"'{other}'")}, expected a list of components, each with an id.");
            }

            return [];
        }

        var result = new List<ComponentDefinition>();
        foreach (var (element, index) in list.Select((element, index) => (element, index)))
        {
            if (ReadOne(element, section, index, place) is { } component)
            {
                if (result.Exists(other => string.Equals(other.Name, component.Name, StringComparison.OrdinalIgnoreCase)))
                {
                    place.Error(component.Name, $"two elements are named '{component.Name}'; give each its own name.");
                    continue;
                }

                result.Add(component);
            }
        }

        return result;
    }

    /// <summary>Reads a section that is one component.</summary>
    public static ComponentDefinition? ReadSingle(JsonObject tree, string section, FindingList findings) =>
        tree[section] is { } node ? ReadId(node, section, section, findings.Below(section)) : null;

    private static ComponentDefinition? ReadOne(JsonNode? node, string section, int index, FindingList findings)
    {
        var name = TreeMerge.NameOf(node) ?? index.ToString(null as IFormatProvider);
        return ReadId(node, name, $"{section}:{name}", findings.Below(name));
    }

    private static ComponentDefinition? ReadId(JsonNode? node, string name, string path, FindingList findings)
    {
        if (node is not JsonObject section)
        {
            findings.Error("", $"found {(node is null ? "nothing" : $"'{node}'")}, expected an object in braces with an id.");
            return null;
        }

        var options = (JsonObject)section.DeepClone();
        if (Take(options, "id") is not { Length: > 0 } id)
        {
            findings.Error("id", "missing; it names the component, as 'describe' lists them. To change only some options of a component that the modality has, write the section as an object of names, \"NAME\": { … }, not as a list.");
            return null;
        }

        Take(options, "name");
        return new ComponentDefinition(name, id, options, path);
    }

    /// <summary>Takes a text out of an object; null where it has none.</summary>
    public static string? Take(JsonObject options, string key)
    {
        var found = options.FirstOrDefault(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase));
        if (found.Key is null)
        {
            return null;
        }

        options.Remove(found.Key);
        return found.Value?.ToString();
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Plugins;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Host.Descriptions;

/// <summary>The examples of a component, as far as they can be read: they are a plugin's, which may be mistaken.</summary>
internal static class ComponentExamples
{
    /// <summary>The examples; none where the component gives none.</summary>
    public static IReadOnlyList<ComponentExample> Of(Component component)
    {
        try
        {
            return component.Factory is IComponentExamples { Examples: { } examples } ? [.. examples.Where(IsReadable)] : [];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [];
        }
    }

    /// <summary>The examples as a definition has them: id and options.</summary>
    public static IEnumerable<JsonObject> Written(Component component) => Of(component).Select(example => ExampleDefinition.Named(component.Id, example.Options));

    private static bool IsReadable(ComponentExample example)
    {
        try
        {
            _ = ExampleDefinition.Parse(example.Options);
            _ = example.Specimen is { } specimen ? ExampleDefinition.Parse(specimen) : null;
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }
}

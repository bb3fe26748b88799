using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Testing;

namespace DiffImaging.Host.Plugins.Verification;

/// <summary>Checks the components of one plugin by their examples, here and now: it runs in a process of its own, which the plugin may take down.</summary>
/// <param name="catalog">All plugins: a modality's pipeline has stages of several.</param>
/// <param name="tell">Takes every check as it is made.</param>
internal sealed class ComponentVerification(PluginCatalog catalog, Action<VerifiedCheck> tell)
{
    /// <summary>Checks the components from one on.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="first">Place of the first component that is checked.</param>
    public void Run(Plugin plugin, int first)
    {
        for (var index = first; index < plugin.Components.Count; index++)
        {
            var component = plugin.Components[index];
            var begun = new VerifiedCheck { Index = index, Kind = component.Kind, Component = component.Id };
            tell(begun);
            foreach (var (number, example) in Examples(component, begun))
            {
                foreach (var result in Check(component, example))
                {
                    tell(begun with { Example = number, Check = result.Name, Passed = result.Passed, Message = result.Message });
                }
            }
        }
    }

    private IEnumerable<(int Number, ComponentExample Example)> Examples(Component component, VerifiedCheck begun)
    {
        try
        {
            if (component.Factory is IComponentExamples { Examples: { Count: > 0 } given })
            {
                return given.Select((example, index) => (index + 1, example));
            }

            if (ComponentConformance.Guess(component.Factory, out var problem) is { } guess)
            {
                return [(0, guess)];
            }

            tell(begun with { Check = "Its examples", Message = $"it gives no example, and {problem}" });
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            tell(begun with { Check = "Its examples can be read", Passed = false, Message = $"It threw {exception.GetType().Name}: {exception.Message}" });
        }

        return [];
    }

    private IEnumerable<ConformanceResult> Check(Component component, ComponentExample example) => component.Factory is IModalityFactory
        ? new ModalityRehearsal(catalog, component, example).Check()
        : ComponentConformance.Check(component.Factory, example);
}

using DiffImaging.Engine.Plugins;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>A catalog of factories that are written in a test.</summary>
internal static class FakeCatalog
{
    public static PluginCatalog Of(params (string Id, IComponentFactory Factory)[] factories)
    {
        var components = factories.Select(pair => new Component(Contract(pair.Factory), pair.Id, "", pair.Factory, "fake"));
        return new PluginCatalog([new Plugin(new PluginEntry { Id = "fake", Path = "" }, PluginStatus.Active, "") { Components = [.. components] }]);
    }

    private static Type Contract(IComponentFactory factory) => ComponentKind.All.Single(contract => contract.IsInstanceOfType(factory));
}

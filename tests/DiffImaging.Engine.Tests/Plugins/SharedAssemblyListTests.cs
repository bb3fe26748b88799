using System.Xml.Linq;
using DiffImaging.Engine.Plugins.Loading;
using DiffImaging.Tests;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>The build of a plugin refuses private copies of exactly what the loader shares.</summary>
[TestFixture]
public sealed class SharedAssemblyListTests
{
    [Test]
    public void The_build_check_of_the_sdk_names_the_assemblies_that_the_loader_shares()
    {
        var targets = Path.Combine(SharedData.RepositoryRoot()!, "sdk", "DiffImaging.Sdk", "buildTransitive", "DiffImaging.Sdk.targets");

        var named = XDocument.Load(targets).Descendants("DiffImagingSharedAssemblies").Single().Value.Split(';', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(named, Is.EquivalentTo(SharedAssemblies.All.Select(assembly => assembly.Name)));
    }
}

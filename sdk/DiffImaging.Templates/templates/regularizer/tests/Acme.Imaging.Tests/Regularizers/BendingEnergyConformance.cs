using Acme.Imaging.Regularizers;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.NUnit;

namespace Acme.Imaging.Tests.Regularizers;

/// <summary>What every regularizer must fulfil, for <c>bending-energy</c>.</summary>
[TestFixtureSource(nameof(Targets))]
public sealed class BendingEnergyConformance(ObjectVariable target) : RegularizerConformanceFixture
{
    protected override ObjectVariable Target => target;

    protected override IRegularizerFactory CreateFactory() => new BendingEnergyFactory();

    private static IEnumerable<TestFixtureData> Targets() =>
        new BendingEnergyFactory().Examples.Select(example => new TestFixtureData(example.Target!).SetArgDisplayNames(example.Target!.Name));
}

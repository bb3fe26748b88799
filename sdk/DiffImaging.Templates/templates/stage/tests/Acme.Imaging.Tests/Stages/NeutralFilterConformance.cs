using Acme.Imaging.Stages;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace Acme.Imaging.Tests.Stages;

/// <summary>What every forward stage must fulfil, for <c>neutral-filter</c> on a field.</summary>
[TestFixture]
public sealed class NeutralFilterConformance : ForwardStageConformanceFixture
{
    protected override string Options => new NeutralFilterFactory().Examples[0].Options;

    protected override SignalDescription Input => new NeutralFilterFactory().Examples[0].Input!;

    protected override IForwardStageFactory CreateFactory() => new NeutralFilterFactory();
}

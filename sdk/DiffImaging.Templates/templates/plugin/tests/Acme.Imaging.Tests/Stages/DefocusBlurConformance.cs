using Acme.Imaging.Stages;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace Acme.Imaging.Tests.Stages;

/// <summary>What every forward stage must fulfil, for <c>acme-imaging-blur</c>.</summary>
[TestFixture]
public sealed class DefocusBlurConformance : ForwardStageConformanceFixture
{
    protected override string Options => new DefocusBlurFactory().Examples[0].Options;

    protected override SignalDescription Input => new DefocusBlurFactory().Examples[0].Input!;

    protected override IForwardStageFactory CreateFactory() => new DefocusBlurFactory();
}

using DiffImaging.Plugins.Holography.Stages.Refinement;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Holography.Tests.Conformance;

[TestFixture(1, 12, 10)]
[TestFixture(2, 12, 10)]
[TestFixture(3, 7, 10)]
public sealed class RefinementConformance(int factor, int rows, int columns) : ForwardStageConformanceFixture
{
    protected override string Options => $$"""{ "factor": {{factor}} }""";

    protected override SignalDescription Input => TestLight.Scattered(new SamplingGrid(rows, columns, 2e-6)) with { Frames = 2, Modes = 2 };

    protected override IForwardStageFactory CreateFactory() => new RefinementFactory();
}

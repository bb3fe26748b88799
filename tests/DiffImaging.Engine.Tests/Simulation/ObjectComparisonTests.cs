using DiffImaging.Engine.Simulation;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Simulation;

[TestFixture]
public sealed class ObjectComparisonTests
{
    [TestCase(8e-6)]
    [TestCase(2e-6)]
    [TestCase(1e-6)]
    public void An_object_is_compared_on_the_coarser_of_its_grid_and_the_measurements(double pitch)
    {
        var measurement = new SamplingGrid(64, 48, 2e-6);
        var grid = new SamplingGrid((int)Math.Round(80 * 2e-6 / pitch), (int)Math.Round(64 * 2e-6 / pitch), pitch);
        using var scope = torch.NewDisposeScope();
        using var specimen = new Ramp();
        var found = ObjectComparison.Compare(
            new ObjectVariable("transmittance", grid, ObjectParametrization.Complex), specimen.Sample(grid) + 0.01, specimen, measurement, Math.Max(1, (int)Math.Round(2e-6 / pitch)), new HashSet<string>(), null);

        Assert.That(found["fieldPsnr"], Is.EqualTo(40).Within(1));
    }

    /// <summary>A transmittance that grows along x.</summary>
    private sealed class Ramp : ISpecimen
    {
        public torch.Tensor Sample(SamplingGrid grid)
        {
            using var scope = torch.NewDisposeScope();
            var x = (torch.arange(grid.Columns, torch.ScalarType.Float64) - grid.Columns / 2) * grid.Pitch;
            return (0.5 + 1e3 * x).expand(grid.Rows, -1).to(torch.ScalarType.ComplexFloat64).contiguous().MoveToOuterDisposeScope();
        }

        public void Dispose()
        {
        }
    }
}

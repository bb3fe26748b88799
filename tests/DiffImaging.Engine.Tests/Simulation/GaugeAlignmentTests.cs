using DiffImaging.Engine.Simulation;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Simulation;

/// <summary>What is taken out of an object before it is compared.</summary>
[TestFixture]
public sealed class GaugeAlignmentTests
{
    [Test]
    public void Phase_ramp_and_factor_are_removed_where_they_are_gauges_and_only_there()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        var truth = torch.complex(1 + 0.2 * torch.randn(40, 56, torch.ScalarType.Float64), 0.2 * torch.randn(40, 56, torch.ScalarType.Float64));
        var phase = 0.4 + 0.03 * torch.arange(40, torch.ScalarType.Float64).unsqueeze(1) - 0.05 * torch.arange(56, torch.ScalarType.Float64);
        var estimate = 0.7 * truth * torch.complex(phase.cos(), phase.sin());

        double Error(params string[] gauges) => (GaugeAlignment.Align(estimate, truth, gauges.ToHashSet()) - truth).abs().max().ToDouble();

        // The phases of a noisy product's neighbours average to the ramp exactly: the noise is the same in both factors.
        Assert.That(Error(ObjectGauges.PhaseRamp, ObjectGauges.Amplitude), Is.LessThan(1e-9));
        Assert.That(Error(ObjectGauges.PhaseRamp), Is.GreaterThan(0.2));
        Assert.That(Error(ObjectGauges.Amplitude), Is.GreaterThan(0.5));
    }

    [Test]
    public void The_ramp_is_that_of_the_nearest_field_and_not_of_the_estimates_errors()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(4);
        torch.Tensor Noise(double size) => size * torch.complex(torch.randn(48, 64, torch.ScalarType.Float64), torch.randn(48, 64, torch.ScalarType.Float64));
        var truth = 1 + Noise(0.2);

        // An error that goes with the object's own slope, as a wrong focus leaves it: neighbours differ by it in the mean.
        var error = Noise(0.02) + 0.05 * (truth - truth.roll(1, 0)) * torch.complex(torch.tensor(0.0), torch.tensor(1.0));
        var estimate = truth + error;
        var plane = 0.3 + 0.02 * torch.arange(48, torch.ScalarType.Float64).unsqueeze(1) - 0.03 * torch.arange(64, torch.ScalarType.Float64);
        var ramped = estimate * torch.complex(plane.cos(), plane.sin());

        double Distance(torch.Tensor field) => (field - truth).abs().square().mean().ToDouble();
        var aligned = Distance(GaugeAlignment.Align(ramped, truth, new HashSet<string> { ObjectGauges.PhaseRamp }));

        Assert.That(aligned, Is.LessThanOrEqualTo(Distance(estimate)));
        Assert.That(aligned, Is.GreaterThan(0.98 * Distance(estimate)), "three numbers cannot explain more than that of an error that is rough");
    }

    [Test]
    public void A_global_phase_is_always_removed()
    {
        using var scope = torch.NewDisposeScope();
        var truth = torch.complex(torch.rand(8, 8, torch.ScalarType.Float64), torch.rand(8, 8, torch.ScalarType.Float64));
        var turned = truth * torch.complex(torch.tensor(Math.Cos(2.0)), torch.tensor(Math.Sin(2.0)));

        Assert.That((GaugeAlignment.Align(turned, truth, new HashSet<string>()) - truth).abs().max().ToDouble(), Is.LessThan(1e-12));
    }
}

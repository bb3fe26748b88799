using DiffImaging.Plugins.Regularizers.Constraints;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture]
public sealed class ConstraintTests
{
    [TestCase(ObjectParametrization.Complex)]
    [TestCase(ObjectParametrization.LogAmplitudePhase)]
    [TestCase(ObjectParametrization.AbsorptionOnly)]
    public void Amplitudes_are_bounded_and_phases_kept(ObjectParametrization parametrization)
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(parametrization);
        using var constraint = Some.Constraint(new AmplitudeBoundFactory(), """{ "maximum": 0.9 }""", variable);
        var start = Some.Value(variable, 4);

        var result = constraint.Project(start);

        var (before, after) = (Optics.Objects.Transmittance.Of(start, parametrization), Optics.Objects.Transmittance.Of(result, parametrization));
        Assert.That(Some.LargestDifference(after.abs(), before.abs().clamp_max(0.9)), Is.LessThan(1e-12));
        Assert.That((after.angle() - before.angle()).abs().max().ToDouble(), Is.LessThan(1e-12));
    }

    [Test]
    public void A_pure_phase_has_no_amplitude_to_bound() =>
        Assert.That(
            Some.Findings(new AmplitudeBoundFactory(), "{}", Some.Variable(ObjectParametrization.PhaseOnly)).Single().Message,
            Does.Contain("phase only"));

    [Test]
    public void Outside_its_support_the_object_is_empty_space()
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(background: 0.7);
        using var constraint = Some.Constraint(
            new SupportFactory(), """{ "centre": ["2 µm", "-2 µm"], "size": ["8 µm", "4 µm"] }""", variable);

        var result = constraint.Project(torch.zeros([12, 10], torch.ScalarType.ComplexFloat64));

        // The axis is at (6, 5): rows 7 ± 2, columns 4 ± 1.
        var expected = torch.full(12, 10, 0.7, torch.ScalarType.ComplexFloat64);
        expected.narrow(0, 5, 5).narrow(1, 3, 3).zero_();
        Assert.That(Some.LargestDifference(result, expected), Is.Zero);
    }

    [TestCase("""{ "shape": "disc" }""", "radius: missing")]
    [TestCase("""{ "shape": "disc", "radius": "5 µm", "size": "5 µm" }""", "a disc has no size")]
    [TestCase("""{ "size": ["1 µm", "2 µm", "3 µm"] }""", "found 3 values")]
    [TestCase("""{ "size": "1 µm", "centre": ["1 mm", 0] }""", "no sample")]
    public void A_wrong_support_is_explained(string options, string message) =>
        Assert.That(Some.Findings(new SupportFactory(), options, Some.Variable()).Select(finding => finding.ToString()), Has.Some.Contains(message));
}

using DiffImaging.Plugins.Regularizers.Constraints;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Testing.Constraints;
using DiffImaging.Sdk.Testing.NUnit;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture(typeof(AmplitudeBoundFactory), ObjectParametrization.Complex, "{}")]
[TestFixture(typeof(AmplitudeBoundFactory), ObjectParametrization.LogAmplitudePhase, """{ "maximum": 0.8 }""")]
[TestFixture(typeof(AmplitudeBoundFactory), ObjectParametrization.AbsorptionOnly, """{ "maximum": 1.2 }""")]
[TestFixture(typeof(AmplitudeBoundFactory), ObjectParametrization.Real, """{ "maximum": 0.9 }""")]
[TestFixture(typeof(SupportFactory), ObjectParametrization.Complex, """{ "size": "8 µm" }""")]
[TestFixture(typeof(NonNegativityFactory), ObjectParametrization.Real, "{}")]
[TestFixture(typeof(SupportFactory), ObjectParametrization.LogAmplitudePhase, """{ "shape": "disc", "radius": "5 µm", "centre": [0, "2 µm"] }""")]
[TestFixture(typeof(SupportFactory), ObjectParametrization.PhaseOnly, """{ "size": ["8 µm", "4 µm"], "outside": 0.3 }""")]
[TestFixture(typeof(NonNegativityFactory), ObjectParametrization.Complex, "{}")]
[TestFixture(typeof(NonNegativityFactory), ObjectParametrization.LogAmplitudePhase, """{ "on": "phase" }""")]
[TestFixture(typeof(NonNegativityFactory), ObjectParametrization.AbsorptionOnly, "{}")]
[TestFixture(typeof(PhaseOnlyFactory), ObjectParametrization.Complex, "{}")]
[TestFixture(typeof(PhaseOnlyFactory), ObjectParametrization.LogAmplitudePhase, """{ "amplitude": 0.9 }""")]
[TestFixture(typeof(RealFactory), ObjectParametrization.Complex, "{}")]
[TestFixture(typeof(RealFactory), ObjectParametrization.LogAmplitudePhase, "{}")]
[TestFixture(typeof(BandLimitFactory), ObjectParametrization.Complex, """{ "frequency": "150 1/mm" }""")]
[TestFixture(typeof(BandLimitFactory), ObjectParametrization.PhaseOnly, """{ "frequency": "150 1/mm" }""")]
public sealed class ConstraintConformance(Type factory, ObjectParametrization parametrization, string options) : ConstraintConformanceFixture
{
    protected override string Options => options;

    protected override ObjectVariable Target => Some.Variable(parametrization, 8, 7);

    protected override IConstraintFactory CreateFactory() => (IConstraintFactory)Activator.CreateInstance(factory)!;

    // Points of one modulus lie on circles: the set is not convex.
    protected override ConstraintSubject CreateSubject() => base.CreateSubject() with
    {
        IsConvex = factory != typeof(PhaseOnlyFactory) || parametrization != ObjectParametrization.Complex,
    };
}

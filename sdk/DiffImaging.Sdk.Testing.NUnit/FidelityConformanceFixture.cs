using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Testing.Fidelities;
using NUnit.Framework;

namespace DiffImaging.Sdk.Testing.NUnit;

/// <summary>The specification tests of a fidelity term: inherit, and say which factory and options.</summary>
public abstract class FidelityConformanceFixture
{
    /// <summary>Good options, as JSON.</summary>
    protected virtual string Options => "{}";

    private FidelityConformance Conformance => new(CreateSubject());

    /// <summary>Makes the factory.</summary>
    protected abstract IFidelityFactory CreateFactory();

    /// <summary>Makes the subject; override it to say more: typical level, whether the loss is least at the measurement …</summary>
    protected virtual FidelitySubject CreateSubject() => new(CreateFactory(), ConformanceAssert.Parse(Options));

    /// <summary>Checks the plan.</summary>
    [Test]
    public void Plan_is_sound_and_finds_mistakes() => ConformanceAssert.AllPassed(Conformance.CheckPlan());

    /// <summary>Checks the loss.</summary>
    [Test]
    public void Loss_is_a_weighted_scalar() => ConformanceAssert.AllPassed(Conformance.CheckValue());

    /// <summary>Checks the gradient.</summary>
    [Test]
    public void Gradient_agrees_with_central_differences() => ConformanceAssert.AllPassed(Conformance.CheckGradient());

    /// <summary>Checks the expected curvature, where there is one.</summary>
    [Test]
    public void Curvature_is_the_expected_second_derivative() => ConformanceAssert.AllPassed(Conformance.CheckCurvature());

    /// <summary>Checks ownership of tensors.</summary>
    [Test]
    public void Nothing_is_leaked_or_changed() => ConformanceAssert.AllPassed(Conformance.CheckMemory());
}

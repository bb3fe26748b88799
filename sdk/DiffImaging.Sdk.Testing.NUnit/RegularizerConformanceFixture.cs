using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.Regularizers;
using NUnit.Framework;

namespace DiffImaging.Sdk.Testing.NUnit;

/// <summary>The specification tests of a regularizer: inherit, and say which factory, options and variable.</summary>
public abstract class RegularizerConformanceFixture
{
    /// <summary>Good options, as JSON.</summary>
    protected virtual string Options => "{}";

    /// <summary>The object variable; a small grid of unequal sides is best.</summary>
    protected abstract ObjectVariable Target { get; }

    private RegularizerConformance Conformance => new(CreateSubject());

    /// <summary>Makes the factory.</summary>
    protected abstract IRegularizerFactory CreateFactory();

    /// <summary>Makes the subject; override it to say more: the proximal step, values of your own …</summary>
    protected virtual RegularizerSubject CreateSubject() => new(CreateFactory(), ConformanceAssert.Parse(Options), Target);

    /// <summary>Checks the plan.</summary>
    [Test]
    public void Plan_is_sound_and_finds_mistakes() => ConformanceAssert.AllPassed(Conformance.CheckPlan());

    /// <summary>Checks value and gradient.</summary>
    [Test]
    public void Gradient_agrees_with_central_differences() => ConformanceAssert.AllPassed(Conformance.CheckGradient());

    /// <summary>Checks the proximal operator, where there is one.</summary>
    [Test]
    public void Proximal_operator_minimises_and_restores() => ConformanceAssert.AllPassed(Conformance.CheckProximal());

    /// <summary>Checks the adaptation to an object, where there is one.</summary>
    [Test]
    public void Adaptation_depends_on_the_object_alone_and_restores() => ConformanceAssert.AllPassed(Conformance.CheckAdaptation());

    /// <summary>Checks ownership of tensors.</summary>
    [Test]
    public void Nothing_is_leaked_or_changed() => ConformanceAssert.AllPassed(Conformance.CheckMemory());
}

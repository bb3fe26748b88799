using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Testing.Constraints;
using NUnit.Framework;

namespace DiffImaging.Sdk.Testing.NUnit;

/// <summary>The specification tests of a constraint: inherit, and say which factory, options and variable.</summary>
public abstract class ConstraintConformanceFixture
{
    /// <summary>Good options, as JSON.</summary>
    protected virtual string Options => "{}";

    /// <summary>The object variable; a small grid of unequal sides is best.</summary>
    protected abstract ObjectVariable Target { get; }

    private ConstraintConformance Conformance => new(CreateSubject());

    /// <summary>Makes the factory.</summary>
    protected abstract IConstraintFactory CreateFactory();

    /// <summary>Makes the subject; override it to say more: whether the set is convex, what is in it …</summary>
    protected virtual ConstraintSubject CreateSubject() => new(CreateFactory(), ConformanceAssert.Parse(Options), Target);

    /// <summary>Checks the plan.</summary>
    [Test]
    public void Plan_is_sound_and_finds_mistakes() => ConformanceAssert.AllPassed(Conformance.CheckPlan());

    /// <summary>Checks the projection.</summary>
    [Test]
    public void Projection_gives_the_nearest_point_of_the_set() => ConformanceAssert.AllPassed(Conformance.CheckProjection());

    /// <summary>Checks ownership of tensors.</summary>
    [Test]
    public void Nothing_is_leaked_or_changed() => ConformanceAssert.AllPassed(Conformance.CheckMemory());
}

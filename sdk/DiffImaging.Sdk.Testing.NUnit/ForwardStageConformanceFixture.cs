using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Stages;
using NUnit.Framework;

namespace DiffImaging.Sdk.Testing.NUnit;

/// <summary>The specification tests of a forward stage: inherit, and say which factory, options and input.</summary>
public abstract class ForwardStageConformanceFixture
{
    /// <summary>Good options, as JSON.</summary>
    protected abstract string Options { get; }

    /// <summary>Description of the input: a small grid of unequal sides; the domain None for a source.</summary>
    protected abstract SignalDescription Input { get; }

    private ForwardStageConformance Conformance => new(CreateSubject());

    /// <summary>Makes the factory.</summary>
    protected abstract IForwardStageFactory CreateFactory();

    /// <summary>Makes the subject; override it to give input or values of your own.</summary>
    protected virtual ForwardStageSubject CreateSubject() =>
        new(CreateFactory(), ConformanceAssert.Parse(Options), Input) { Name = GetType().Name };

    /// <summary>Checks the plan.</summary>
    [Test]
    public void Plan_is_sound_and_finds_mistakes() => ConformanceAssert.AllPassed(Conformance.CheckPlan());

    /// <summary>Checks the output.</summary>
    [Test]
    public void Output_agrees_with_the_plan_and_repeats() => ConformanceAssert.AllPassed(Conformance.CheckOutput());

    /// <summary>Checks the gradient.</summary>
    [Test]
    public void Gradient_agrees_with_central_differences() => ConformanceAssert.AllPassed(Conformance.CheckGradient());

    /// <summary>Checks the hand-written derivatives, where there are any.</summary>
    [Test]
    public void Linearization_is_adjoint_and_agrees_with_autograd() => ConformanceAssert.AllPassed(Conformance.CheckLinearization());

    /// <summary>Checks ownership of tensors.</summary>
    [Test]
    public void Nothing_is_leaked_or_changed() => ConformanceAssert.AllPassed(Conformance.CheckMemory());
}

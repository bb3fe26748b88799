using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Testing.Noise;
using NUnit.Framework;

namespace DiffImaging.Sdk.Testing.NUnit;

/// <summary>The specification tests of a noise model: inherit, and say which factory and options.</summary>
public abstract class NoiseModelConformanceFixture
{
    /// <summary>Good options, as JSON.</summary>
    protected virtual string Options => "{}";

    private NoiseModelConformance Conformance => new(CreateSubject());

    /// <summary>Makes the factory.</summary>
    protected abstract INoiseModelFactory CreateFactory();

    /// <summary>Makes the subject; override it to say more: levels, whether the mean is the expectation …</summary>
    protected virtual NoiseModelSubject CreateSubject() => new(CreateFactory(), ConformanceAssert.Parse(Options));

    /// <summary>Checks the plan.</summary>
    [Test]
    public void Plan_is_sound_and_finds_mistakes() => ConformanceAssert.AllPassed(Conformance.CheckPlan());

    /// <summary>Checks mean, variance and repeatability.</summary>
    [Test]
    public void Recordings_have_the_stated_statistics() => ConformanceAssert.AllPassed(Conformance.CheckStatistics());

    /// <summary>Checks ownership of tensors.</summary>
    [Test]
    public void Nothing_is_leaked_or_changed() => ConformanceAssert.AllPassed(Conformance.CheckMemory());
}

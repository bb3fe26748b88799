using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Testing;
using DiffImaging.Sdk.Testing.Constraints;
using DiffImaging.Sdk.Testing.Fidelities;
using DiffImaging.Sdk.Testing.Noise;
using DiffImaging.Sdk.Testing.NUnit;
using DiffImaging.Sdk.Testing.Regularizers;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>The kit passes good components and catches each fault of a bad one.</summary>
[TestFixture]
public sealed class ComponentConformanceTests
{
    private static readonly ObjectVariable Real = new("phase", new SamplingGrid(8, 7, 1e-6), ObjectParametrization.PhaseOnly);
    private static readonly ObjectVariable Complex = new("field", new SamplingGrid(8, 7, 1e-6), ObjectParametrization.Complex);

    [Test]
    public void Good_components_pass()
    {
        ConformanceAssert.AllPassed(Fidelity("").Check());
        ConformanceAssert.AllPassed(Regularizer("").Check());
        ConformanceAssert.AllPassed(Adaptive("").Check());
        ConformanceAssert.AllPassed(new RegularizerConformance(new(new FlawedRegularizer(""), [], Complex)).Check());
        ConformanceAssert.AllPassed(Constraint("").Check());
        ConformanceAssert.AllPassed(Noise("").Check());
    }

    [TestCase("gradient", "The gradient agrees")]
    [TestCase("cotangent", "The hand-written gradient")]
    [TestCase("curvature", "The expected curvature")]
    [TestCase("weight", "Pixels of weight 0")]
    [TestCase("type", "The loss is a float64 scalar")]
    public void A_fault_of_a_fidelity_term_is_caught(string flaw, string check) => Catches(Fidelity(flaw).Check(), check);

    [TestCase("gradient", "The gradient agrees")]
    [TestCase("step", "No point is found below")]
    [TestCase("inPlace", "The proximal operator gives a fresh tensor")]
    [TestCase("state", "A state of another operator is refused")]
    public void A_fault_of_a_regularizer_is_caught(string flaw, string check) => Catches(Regularizer(flaw).Check(), check);

    [TestCase("memory", "What it adapts to depends on the object alone")]
    [TestCase("restore", "A restored state gives the same bits")]
    [TestCase("constant", "A constant object is borne")]
    [TestCase("state", "A state of another regularizer is refused")]
    [TestCase("change", "Adapting leaves the object unchanged")]
    [TestCase("leak", "Adapting leaves the object unchanged and nothing in the caller's scope")]
    public void A_fault_of_an_adaptation_is_caught(string flaw, string check) => Catches(Adaptive(flaw).CheckAdaptation(), check);

    [TestCase("notNearest", "The projection is the nearest")]
    [TestCase("notIdempotent", "A point of the set is its own projection")]
    [TestCase("inPlace", "The variable is unchanged")]
    [TestCase("leak", "No tensor is left")]
    public void A_fault_of_a_constraint_is_caught(string flaw, string check) => Catches(Constraint(flaw).Check(), check);

    [TestCase("mean", "Mean and variance at the level 1 ")]
    [TestCase("variance", "Mean and variance at the level 1 ")]
    [TestCase("seed", "The same seed gives the same recording")]
    public void A_fault_of_a_noise_model_is_caught(string flaw, string check) => Catches(Noise(flaw).Check(), check);

    private static void Catches(IReadOnlyList<ConformanceResult> results, string check) => Assert.That(
        results.Where(result => !result.Passed).Select(result => result.Name), Has.Some.StartsWith(check), string.Join(Environment.NewLine, results));

    private static FidelityConformance Fidelity(string flaw) => new(new FidelitySubject(new FlawedFidelity(flaw), []));

    private static RegularizerConformance Regularizer(string flaw) => new(new RegularizerSubject(new FlawedRegularizer(flaw), [], Real));

    private static RegularizerConformance Adaptive(string flaw) => new(new RegularizerSubject(new FlawedAdaptiveRegularizer(flaw), [], Real));

    private static ConstraintConformance Constraint(string flaw) => new(new ConstraintSubject(new FlawedConstraint(flaw), [], Real));

    private static NoiseModelConformance Noise(string flaw) => new(new NoiseModelSubject(new FlawedNoise(flaw), []));
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing;
using DiffImaging.Sdk.Testing.Modalities;
using DiffImaging.Sdk.Testing.NUnit;
using DiffImaging.Sdk.Testing.Specimens;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>The kit passes good modalities and specimens, catches each fault of a bad one, and takes examples of any kind.</summary>
[TestFixture]
public sealed class ModalityConformanceTests
{
    [Test]
    public void Good_ones_pass()
    {
        ConformanceAssert.AllPassed(Modality("").Check());
        ConformanceAssert.AllPassed(Specimen("").Check());
    }

    [TestCase("tensor", "The plan has no error and makes no tensor")]
    [TestCase("names", "The default pipeline names its stages, each name once")]
    [TestCase("options", "Planning leaves the options alone")]
    [TestCase("size", "A plan for other sizes of the measurement does not throw")]
    [TestCase("finite", "The first guess is finite")]
    [TestCase("key", "The first guess is finite")]
    [TestCase("frames", "The first guess is finite")]
    [TestCase("chance", "The same measurement gives the same first guess")]
    [TestCase("change", "The first guess leaves measurement and values unchanged")]
    [TestCase("leak", "No tensor is left after the initializer is disposed")]
    [TestCase("figures", "Its figures have names of their own")]
    public void A_fault_of_a_modality_is_caught(string flaw, string check) => Catches(Modality(flaw).Check(), check);

    [TestCase("type", "Its samples are complex128")]
    [TestCase("grid", "Its samples are complex128")]
    [TestCase("chance", "The same seed gives the same specimen")]
    [TestCase("name", "It judges its own image")]
    [TestCase("change", "It judges its own image")]
    [TestCase("leak", "No tensor is left after the specimen is disposed")]
    public void A_fault_of_a_specimen_is_caught(string flaw, string check) => Catches(Specimen(flaw).Check(), check);

    [Test]
    public void A_component_of_any_kind_is_checked_by_an_example()
    {
        var example = new ComponentExample("{}") { Traits = new ComponentTraits { CurvatureTolerance = null } };

        foreach (var factory in new IComponentFactory[] { new FlawedSpecimen(""), new FlawedModality(""), new FlawedNoise(""), new FlawedFidelity("") })
        {
            ConformanceAssert.AllPassed([.. ComponentConformance.Check(factory, example)]);
        }
    }

    [Test]
    public void The_traits_of_an_example_leave_out_what_does_not_hold()
    {
        var noise = new FlawedNoise("mean");
        var biased = new ComponentExample("{}") { Traits = new ComponentTraits { IsUnbiased = false } };

        Catches([.. ComponentConformance.Check(noise, new ComponentExample("{}"))], "Mean and variance at the level 1 ");
        ConformanceAssert.AllPassed([.. ComponentConformance.Check(noise, biased)]);
    }

    [Test]
    public void A_guess_is_made_where_default_options_do_and_explained_where_not()
    {
        Assert.That(ComponentConformance.Guess(new FlawedNoise(""), out _), Is.Not.Null);
        Assert.That(ComponentConformance.Guess(new DemandingFactory(), out var problem), Is.Null);
        Assert.That(problem, Does.Contain("default options do not do").And.Contain("number"));
    }

    [Test]
    public void What_throws_outside_a_check_is_a_check_that_failed() =>
        Catches([.. ComponentConformance.Check(new DemandingFactory { Throws = true }, new ComponentExample("{}"))], "The component can be planned and created");

    private static void Catches(IReadOnlyList<ConformanceResult> results, string check) => Assert.That(
        results.Where(result => !result.Passed).Select(result => result.Name), Has.Some.StartsWith(check), string.Join(Environment.NewLine, results));

    private static SpecimenConformance Specimen(string flaw) => new(new SpecimenSubject(new FlawedSpecimen(flaw), []) { Grid = new SamplingGrid(24, 20, 1e-6) });

    private static ModalityConformance Modality(string flaw) => new(new ModalitySubject(new FlawedModality(flaw), [], new MeasurementDescription(2, 8, 7)) { CreateScene = Scene });

    private static ModalityScene Scene()
    {
        var measurement = torch.ones([2, 1, 8, 7], torch.ScalarType.Float64);
        var values = new Dictionary<string, torch.Tensor> { ["one.level"] = torch.zeros(1, torch.ScalarType.Float64) };
        return new ModalityScene(
            new StageContext(torch.CPU, Precision.Double, 1),
            new InitializationContext(measurement, new HashSet<string> { "one.level" }, _ => { }, CancellationToken.None) { Values = values });
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.NUnit;
using DiffImaging.Sdk.Testing.Stages;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>The kit passes a good stage and catches each flaw of a bad one.</summary>
[TestFixture]
public sealed class ForwardStageConformanceTests
{
    internal static readonly SignalDescription Input = new()
    {
        Domain = SignalDomain.Field,
        Grid = new SamplingGrid(6, 5, 1e-6),
        Wavelength = 500e-9,
        Frames = 2,
        Roles = [StageRole.Illumination],
    };

    [TestCase(Flaw.WrongGradient, "The gradient by gain agrees")]
    [TestCase(Flaw.WrongVjp, "Vjp by transmittance agrees with autograd")]
    [TestCase(Flaw.NotAdjoint, "Jvp and Vjp are adjoint")]
    [TestCase(Flaw.IgnoresPerFrame, "A run of frames equals its part of the whole")]
    [TestCase(Flaw.Leaks, "No tensor is left after the stage is disposed")]
    [TestCase(Flaw.LeavesIntermediates, "Forward leaves nothing but its result in the caller's scope")]
    [TestCase(Flaw.ReturnsItsInput, "Forward leaves nothing but its result in the caller's scope")]
    [TestCase(Flaw.MutatesInput, "Forward changes and disposes no input and no value")]
    [TestCase(Flaw.MutatesValue, "Forward changes and disposes no input and no value")]
    [TestCase(Flaw.DisposesValue, "Forward changes and disposes no input and no value")]
    [TestCase(Flaw.Unrepeatable, "The same seed gives the same output")]
    [TestCase(Flaw.MakesTensorInPlan, "The plan has no error and makes no tensor")]
    [TestCase(Flaw.WrongShape, "The output agrees with the plan's description")]
    [TestCase(Flaw.AlwaysDouble, "Single precision agrees with double")]
    [TestCase(Flaw.VjpWritesOutput, "Vjp can be called again")]
    [TestCase(Flaw.WrongElements, "Each frame depends on the elements of gain that the plan says")]
    [TestCase(Flaw.ShortGauge, "The plan's variables are sound")]
    public void A_flaw_is_caught(Flaw flaw, string check)
    {
        var results = Conformance(flaw).Check();

        var failed = results.Where(result => !result.Passed).ToList();
        Assert.That(failed, Has.Some.Matches<Testing.ConformanceResult>(result => result.Name.StartsWith(check, StringComparison.Ordinal)),
            string.Join(Environment.NewLine, results));
        TestContext.Out.WriteLine(string.Join(Environment.NewLine, failed));
    }

    [Test]
    public void A_good_stage_passes_every_check() => ConformanceAssert.AllPassed(Conformance(Flaw.None).Check());

    [Test]
    public void Options_with_an_error_fail_with_the_finding()
    {
        var subject = new ForwardStageSubject(new FlawedStageFactory(Flaw.None), new JsonObject { ["gian"] = 1 }, Input);

        var results = new ForwardStageConformance(subject).Check();

        Assert.That(results.Where(result => !result.Passed).Select(result => result.Message), Has.Some.Contains("did you mean 'gain'"));
    }

    private static ForwardStageConformance Conformance(Flaw flaw) =>
        new(new ForwardStageSubject(new FlawedStageFactory(flaw), new JsonObject { ["gain"] = 1.2 }, Input));
}

using DiffImaging.Engine.Experiments;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Studies;

namespace DiffImaging.Host.Tests.Studies;

/// <summary>When runs whose course is given have come to the goals.</summary>
[TestFixture]
public sealed class ArrivalTests
{
    private static readonly StudyDefinition Study = new()
    {
        Title = "", Experiment = "", Figures = [], Watch = true,
        Variants = [new() { Name = "best" }, new() { Name = "slow" }, new() { Name = "slower" }],
        Baseline = ["slow", "slower"],
        Goals = [new() { Of = "psnr", LossAtMost = 0.5, Against = "best" }, new() { Of = "error", Absolute = true, AtMost = 2 }],
    };

    private static readonly StudyRun[] Runs =
    [
        Run("best", Scenario.Oracle, 30, 0),
        Run("best", Scenario.Blind, 30.2, -1, (1, 1, 20, 9), (2, 2, 29.6, -3), (3, 4, 29.6, -2), (4, 5, 30, -1)),
        Run("slow", Scenario.Blind, 29.4, 1, (10, 6, 25, 1), (11, 8, 29.5, 1), (12, 9, 29.4, 1)),
        Run("slower", Scenario.Blind, 29, 0, (10, 5, 29.6, 3), (90, 20, 29.6, 2)),
    ];

    [Test]
    public void It_is_the_first_look_at_which_every_goal_holds_at_once()
    {
        var best = Of("best");

        Assert.That(best.Values[Arrival.Seconds], Is.EqualTo(4));
        Assert.That(best.Values[Arrival.Iterations], Is.EqualTo(3));
    }

    [TestCase("best", 1)]
    [TestCase("slow", 0)]
    [TestCase("slower", 0)]
    public void That_the_goals_hold_at_the_end_is_told_apart(string variant, int expected) => Assert.That(Of(variant).Values[Arrival.Reached], Is.EqualTo(expected));

    [Test]
    public void The_fastest_of_the_baseline_is_what_others_are_compared_with() =>
        Assert.That(Of("best").Values[Arrival.TimesFaster], Is.EqualTo(8.0 / 4));

    [Test]
    public void A_run_that_does_not_arrive_has_no_time_and_nothing_to_compare()
    {
        StudyRun[] runs = [Runs[0], Runs[1] with { Course = [.. Runs[1].Course.Take(2)] }, .. Runs[2..]];

        var best = Arrival.AddTo(Study, runs)[1];

        Assert.That(best.Values, Does.Not.ContainKey(Arrival.Seconds).And.Not.ContainKey(Arrival.TimesFaster).And.ContainKey(Arrival.Reached));
    }

    [Test]
    public void A_run_that_diverged_has_not_reached_the_goals_and_the_share_counts_it()
    {
        StudyRun[] runs = [.. Runs, Runs[1] with { Seed = 2, Status = "diverged" }, Runs[0] with { Seed = 2 }];

        var arrived = Arrival.AddTo(Study, runs);

        Assert.That(FigureValue.Of(new() { Name = "", Of = Arrival.Reached, Variants = ["best"], Statistic = Statistic.Mean }, arrived, new Dictionary<string, IReadOnlyList<double>>()), Is.EqualTo(0.5));
    }

    [Test]
    public void A_loss_against_a_run_that_is_not_there_does_not_hold()
    {
        var arrived = Arrival.AddTo(Study, Runs[1..]);

        Assert.That(arrived.Select(run => run.Values[Arrival.Reached]), Is.All.Zero);
    }

    private static StudyRun Of(string variant) => Arrival.AddTo(Study, Runs).Single(run => run.Variant == variant && run.Scenario == Scenario.Blind);

    private static StudyRun Run(string variant, Scenario scenario, double psnr, double error, params (int Iteration, double Seconds, double Psnr, double Error)[] course) =>
        new(variant, 1, scenario, "stopped", Values(psnr, error)) { Course = [.. course.Select(point => new CoursePoint(point.Iteration, point.Seconds, Values(point.Psnr, point.Error)))] };

    private static Dictionary<string, double> Values(double psnr, double error) => new() { ["psnr"] = psnr, ["error"] = error };
}

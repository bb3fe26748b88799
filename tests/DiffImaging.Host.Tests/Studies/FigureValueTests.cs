using DiffImaging.Engine.Experiments;
using DiffImaging.Host.Studies;

namespace DiffImaging.Host.Tests.Studies;

/// <summary>Figures over runs whose values are given.</summary>
[TestFixture]
public sealed class FigureValueTests
{
    private static readonly StudyRun[] Runs =
    [
        Run("one", 1, ("error.a[0]", 3), ("error.a[1]", -1), ("sigma.a[0]", 2), ("sigma.a[1]", 1), ("bias.a[0]", 1), ("bias.a[1]", 0)),
        Run("one", 2, ("error.a[0]", 5), ("error.a[1]", -7), ("sigma.a[0]", 2), ("sigma.a[1]", 1), ("bias.a[0]", 1), ("bias.a[1]", 1)),
        Run("other", 1, ("error.a[0]", 2.5), ("error.a[1]", -1)),
        Run("other", 2, ("error.a[0]", 5), ("error.a[1]", -4)),
    ];

    [Test]
    public void All_metrics_that_fit_an_asterisk_count_each_over_its_own_scale() =>
        Assert.That(Value(new() { Name = "", Of = "error.a[*]", Over = "sigma.a[*]", Statistic = Statistic.RootMeanSquare }), Is.EqualTo(Math.Sqrt((2.25 + 1 + 6.25 + 49) / 4)).Within(1e-12));

    [Test]
    public void The_mean_is_that_of_each_metric() =>
        Assert.That(Value(new() { Name = "", Of = "error.a[*]", AboutMean = true, Absolute = true, Statistic = Statistic.Maximum }), Is.EqualTo(3), "about 4 and about −4");

    [Test]
    public void A_metric_of_the_run_is_subtracted() =>
        Assert.That(Value(new() { Name = "", Of = "error.a[*]", Less = "bias.a[*]", Statistic = Statistic.Minimum }), Is.EqualTo(-8));

    [Test]
    public void The_difference_from_another_variant_is_seed_by_seed() =>
        Assert.That(Value(new() { Name = "", Of = "error.a[*]", Against = "other", Absolute = true, Statistic = Statistic.Maximum }), Is.EqualTo(3));

    [Test]
    public void The_largest_mean_is_found_metric_by_metric() =>
        Assert.That(Value(new() { Name = "", Of = "error.a[*]", Less = "bias.a[*]", Statistic = Statistic.LargestMean }), Is.EqualTo(4.5), "3 and −4.5");

    [TestCase(1.9, 1.0)]
    [TestCase(2.0, 0.5)]
    public void Coverage_is_the_share_within_the_interval_of_the_normal_distribution(double value, double share) =>
        Assert.That(FigureValue.Of(new() { Name = "", Of = "x", Statistic = Statistic.Coverage95 }, [Run("one", 1, ("x", -value)), Run("one", 2, ("x", 0))]), Is.EqualTo(share));

    [TestCase("error.b[*]")]
    [TestCase("error.a[2]")]
    public void What_no_run_has_is_not_measured(string metric) => Assert.That(Value(new() { Name = "", Of = metric }), Is.NaN);

    [Test]
    public void A_run_that_diverged_is_not_left_out()
    {
        StudyRun[] runs = [.. Runs, Runs[0] with { Seed = 3, Status = "diverged" }];

        Assert.That(FigureValue.Of(new() { Name = "", Of = "error.a[*]", Variants = ["one"] }, runs), Is.NaN);
    }

    private static double Value(StudyFigure figure) => FigureValue.Of(figure with { Variants = ["one"] }, Runs);

    private static StudyRun Run(string variant, int seed, params (string Name, double Value)[] values) =>
        new(variant, seed, Scenario.Blind, "converged", values.ToDictionary(pair => pair.Name, pair => pair.Value));
}

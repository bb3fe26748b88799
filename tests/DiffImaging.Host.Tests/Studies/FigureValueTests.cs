using DiffImaging.Engine.Experiments;
using DiffImaging.Host.Studies;

namespace DiffImaging.Host.Tests.Studies;

/// <summary>Figures over runs whose values are given.</summary>
[TestFixture]
public sealed class FigureValueTests
{
    private static readonly Dictionary<string, IReadOnlyList<double>> Nowhere = [];

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

    [TestCase(false, 2.159)]
    [TestCase(true, 0.7071)]
    public void Scales_that_scatter_themselves_can_be_taken_together(bool together, double expected) =>
        Assert.That(
            FigureValue.Of(
                new() { Name = "", Of = "x", Over = "s", Together = together, Statistic = Statistic.RootMeanSquare },
                [Run("one", 1, ("x", 3), ("s", 1)), Run("one", 2, ("x", 4), ("s", 7))], Nowhere),
            Is.EqualTo(expected).Within(1e-3), "3 and 4 over 1 and 7, or both over 5");

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
        Assert.That(FigureValue.Of(new() { Name = "", Of = "x", Statistic = Statistic.Coverage95 }, [Run("one", 1, ("x", -value)), Run("one", 2, ("x", 0))], Nowhere), Is.EqualTo(share));

    [TestCase("error.b[*]")]
    [TestCase("error.a[2]")]
    public void What_no_run_has_is_not_measured(string metric) => Assert.That(Value(new() { Name = "", Of = metric }), Is.NaN);

    [Test]
    public void Runs_without_the_metric_are_left_out_where_a_figure_says_so()
    {
        StudyRun[] runs = [.. Runs, Run("one", 3, ("other", 1))];

        Assert.That(FigureValue.Of(new() { Name = "", Of = "error.a[0]", Variants = ["one"] }, runs, Nowhere), Is.NaN);
        Assert.That(FigureValue.Of(new() { Name = "", Of = "error.a[0]", Variants = ["one"], WhereMeasured = true }, runs, Nowhere), Is.EqualTo(4));
    }

    [Test]
    public void A_run_that_diverged_is_not_left_out()
    {
        StudyRun[] runs = [.. Runs, Runs[0] with { Seed = 3, Status = "diverged" }];

        Assert.That(FigureValue.Of(new() { Name = "", Of = "error.a[*]", Variants = ["one"] }, runs, Nowhere), Is.NaN);
    }

    [Test]
    public void A_plane_over_the_positions_is_taken_away_and_what_is_left_scatters_as_the_values_do()
    {
        var random = new Random(3);
        double Noise() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        var (squares, trials) = (0.0, 400);
        for (var trial = 0; trial < trials; trial++)
        {
            var positions = (from x in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 3) select (Name: $"{x}{y}", X: (double)x, Y: (double)y)).ToList();
            StudyRun[] runs = [.. positions.Select(tile => Run(tile.Name, 1, ("z", 7 - 40 * tile.X + 3 * tile.Y + Noise())))];
            squares += Math.Pow(
                FigureValue.Of(new() { Name = "", Of = "z", AboutPlane = true, Statistic = Statistic.RootMeanSquare }, runs, positions.ToDictionary(tile => tile.Name, tile => (IReadOnlyList<double>)[tile.X, tile.Y])), 2);
        }

        Assert.That(squares / trials, Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / (6 * trials))));
    }

    [Test]
    public void Three_values_or_positions_on_a_line_leave_nothing_of_a_plane()
    {
        StudyRun[] runs = [.. Enumerable.Range(0, 4).Select(index => Run($"{index}", 1, ("z", index * index)))];
        double Left(int count) => FigureValue.Of(
            new() { Name = "", Of = "z", AboutPlane = true, Statistic = Statistic.Maximum }, runs[..count], runs.ToDictionary(run => run.Variant, run => (IReadOnlyList<double>)[double.Parse(run.Variant, null), 0.0]));

        Assert.That((Left(3), Left(4)), Is.EqualTo((double.NaN, double.NaN)));
    }

    private static double Value(StudyFigure figure) => FigureValue.Of(figure with { Variants = ["one"] }, Runs, Nowhere);

    private static StudyRun Run(string variant, int seed, params (string Name, double Value)[] values) =>
        new(variant, seed, Scenario.Blind, "converged", values.ToDictionary(pair => pair.Name, pair => pair.Value));
}

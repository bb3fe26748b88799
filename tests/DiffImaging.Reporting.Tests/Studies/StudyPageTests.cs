using DiffImaging.Reporting.Studies;

namespace DiffImaging.Reporting.Tests.Studies;

[TestFixture]
public sealed class StudyPageTests
{
    [TestCase(4.0, 5.0, 4.5, Preference.Lower, Verdict.Met)]
    [TestCase(5.0, 5.0, null, Preference.Lower, Verdict.Met)]
    [TestCase(4.8, 5.0, 4.5, Preference.Lower, Verdict.AimNotMet)]
    [TestCase(5.1, 5.0, 4.5, Preference.Lower, Verdict.NotMet)]
    [TestCase(0.95, 0.9, 0.94, Preference.Higher, Verdict.Met)]
    [TestCase(0.92, 0.9, 0.94, Preference.Higher, Verdict.AimNotMet)]
    [TestCase(0.85, 0.9, 0.94, Preference.Higher, Verdict.NotMet)]
    [TestCase(4.8, null, 4.5, Preference.Lower, Verdict.AimNotMet)]
    [TestCase(double.NaN, 5.0, 4.5, Preference.Lower, Verdict.NotMeasured)]
    [TestCase(double.PositiveInfinity, 0.9, null, Preference.Higher, Verdict.NotMeasured)]
    [TestCase(1.0, null, null, Preference.Lower, Verdict.Reported)]
    public void A_figure_is_held_against_its_must_and_its_aim(
        double value, double? must, double? aim, Preference better, Verdict expected) =>
        Assert.That(new FigureOfMerit("f", "", value, better) { Must = must, Aim = aim }.Verdict, Is.EqualTo(expected));

    [Test]
    public void The_table_gives_value_must_aim_and_the_verdict_in_words()
    {
        var merit = new FigureOfMerit("median error", "m", 9.7e-6) { Must = 5e-5, Aim = 8e-6 };
        Assert.That(
            MeritTable.Create("", [merit]).Rows[0].Select(cell => cell.Text),
            Is.EqualTo(new[] { "median error", "9.7 µm", "≤ 50 µm", "≤ 8 µm", "✓ must met, ✗ aim not met" }));
    }

    [Test]
    public void The_page_counts_what_was_met() =>
        Assert.That(Gallery.Study().ToHtml(), Does.Contain("✗ not met").And.Contain("2 of 3 musts and 1 of 2 aims are met."));

    [Test]
    public void A_figure_that_was_not_measured_does_not_count_as_met()
    {
        var page = new StudyPage
        {
            Title = "t",
            Merits = [new FigureOfMerit("f", "", double.PositiveInfinity, Preference.Higher) { Must = 1 }],
        };
        Assert.That(page.ToHtml(), Does.Contain("0 of 1 musts"));
    }
}

using DiffImaging.Reporting.Tables;

namespace DiffImaging.Reporting.Tests.Tables;

[TestFixture]
public sealed class ParameterTableTests
{
    private static readonly ParameterEntry Distance = new("distance", "m", 0.03685, 0.0367312)
    {
        Repeatability = 1.5e-5,
        Posterior = 3e-5,
        Identifiable = true,
    };

    [Test]
    public void An_estimate_is_written_to_the_digit_that_its_deviation_supports() => Assert.That(
        Texts(ParameterTable.Create("", [Distance]))[0],
        Is.EqualTo(new[] { "distance", "36.85 mm", "36.731 mm", "15 µm", "30 µm", "−119 µm", "✓ yes" }));

    [Test]
    public void A_fixed_parameter_says_so() => Assert.That(
        Texts(ParameterTable.Create("", [new ParameterEntry("wavelength", "m", 405e-9, null)]))[0],
        Is.EqualTo(new[] { "wavelength", "405 nm", "fixed", "–", "–", "–", "–" }));

    [Test]
    public void A_known_truth_adds_the_error_in_standard_deviations_of_the_posterior()
    {
        var table = ParameterTable.Create("", [Distance with { Truth = 0.0367162 }]);
        Assert.That(table.Columns.Select(c => c.Title), Has.Member("truth").And.Member("estimate − truth"));
        Assert.That(Texts(table)[0][7], Is.EqualTo("15 µm (0.5 σ)"));
    }

    [Test]
    public void What_is_not_identifiable_is_said_in_words() => Assert.That(
        Texts(ParameterTable.Create("", [Distance with { Identifiable = false }]))[0][6], Is.EqualTo("✗ no"));

    [Test]
    public void The_elements_of_a_vector_are_numbered()
    {
        var entries = ParameterEntry.Elements("shift", "px", [0, 0], [0.1, 0.2], [0.01, 0.02]);
        Assert.That(entries.Select(e => e.Name), Is.EqualTo(new[] { "shift[0]", "shift[1]" }));
        Assert.That(entries[1].Repeatability, Is.EqualTo(0.02));
    }

    [Test]
    public void A_row_with_a_cell_too_few_is_refused() => Assert.That(
        () => new ReportTable("errors", ["a", "b"], [["1"]]), Throws.ArgumentException.With.Message.Contains("1 cells for 2 columns"));

    private static string[][] Texts(ReportTable table) => [.. table.Rows.Select(row => row.Select(cell => cell.Text).ToArray())];
}

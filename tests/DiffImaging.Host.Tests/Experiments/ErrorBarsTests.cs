using DiffImaging.Engine.Uncertainty;
using DiffImaging.Host.Experiments;

namespace DiffImaging.Host.Tests.Experiments;

[TestFixture]
public sealed class ErrorBarsTests
{
    [Test]
    public void A_number_that_is_farther_from_the_optimum_than_its_error_bars_is_told()
    {
        // Of 2 and 3 µm each the larger counts; the third is not determined by itself.
        var found = new ParameterUncertainty(
            [new("a.z", 0), new("b.z", 0), new("c.z", 0)], Diagonal(4e-12, 4e-12, 4e-12), Diagonal(9e-12, 9e-12, 9e-12), [1e-6, 1e-6, 1e-6], [[0, 0, 1]])
        {
            Remaining = [-2.9e-6, 3.1e-6, 9e-6],
        };

        Assert.That(ErrorBars.FarOff(found, _ => "m"), Is.EqualTo(new[] { ("b.z", "3.1 µm", "3 µm") }));
    }

    private static double[,] Diagonal(params double[] values)
    {
        var result = new double[values.Length, values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            result[index, index] = values[index];
        }

        return result;
    }
}

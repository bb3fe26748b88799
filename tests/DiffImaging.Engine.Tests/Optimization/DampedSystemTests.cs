using DiffImaging.Engine.Optimization;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class DampedSystemTests
{
    private static readonly double[,] Matrix = { { 4, 2, 0.4 }, { 2, 3, 1 }, { 0.4, 1, 2 } };

    [Test]
    public void The_solution_fulfils_the_damped_equations([Values(0, 0.5)] double damping)
    {
        double[] vector = [1, -2, 3];

        var solution = DampedSystem.Solve(Matrix, vector, damping, new bool[3]);

        var product = Enumerable.Range(0, 3).Select(row =>
            Enumerable.Range(0, 3).Sum(column => Matrix[row, column] * (row == column ? 1 + damping : 1) * solution[column]));
        Assert.That(product, Is.EqualTo(vector).Within(1e-12));
    }

    [Test]
    public void A_held_element_stays_zero_and_the_others_fulfil_their_own_equations()
    {
        var solution = DampedSystem.Solve(Matrix, [1, -2, 3], 0, [false, true, false]);

        // [[4, 0.4], [0.4, 2]] x = [1, 3]
        var determinant = 4 * 2 - 0.4 * 0.4;
        Assert.That(solution, Is.EqualTo(new[] { (2 - 0.4 * 3) / determinant, 0, (4 * 3 - 0.4) / determinant }).Within(1e-12));
    }

    [Test]
    public void An_element_that_nothing_determines_is_zero()
    {
        var solution = DampedSystem.Solve(new double[,] { { 0, 0 }, { 0, 2 } }, [0, 1], 0.1, new bool[2]);

        Assert.That(solution, Is.EqualTo(new[] { 0, 1 / 2.2 }).Within(1e-12));
    }

    [Test]
    public void What_is_no_number_stays_visible() =>
        Assert.That(DampedSystem.Solve(new double[,] { { double.NaN } }, [1], 0, new bool[1]), Is.All.NaN);
}

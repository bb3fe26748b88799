using DiffImaging.Engine.Optimization;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class OrthonormalBasisTests
{
    [Test]
    public void Oblique_directions_become_orthonormal_and_dependent_ones_are_left_out()
    {
        var basis = OrthonormalBasis.Of([[1, 1e-6, 0, 0], [1, 0, 0, 0], [3, 5e-6, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1]]);

        Assert.That(basis.Directions, Has.Count.EqualTo(3));
        foreach (var (row, first) in basis.Directions.Index())
        {
            foreach (var (column, second) in basis.Directions.Index())
            {
                Assert.That(first.Zip(second, (a, b) => a * b).Sum(), Is.EqualTo(row == column ? 1 : 0).Within(1e-15));
            }
        }
    }

    [Test]
    public void Nothing_of_the_directions_is_left_and_the_rest_stays()
    {
        double[][] directions = [[1, 2, 3, 4], [1, 1, 1, 1]];
        double[] vector = [5, -1, 2, 7];
        double[] orthogonal = [1, -2, 1, 0];
        var (found, kept) = ((double[])vector.Clone(), (double[])orthogonal.Clone());

        var basis = OrthonormalBasis.Of(directions);
        basis.Remove(found);
        basis.Remove(kept);

        Assert.That(directions.Select(direction => direction.Zip(found, (a, b) => a * b).Sum()), Is.All.EqualTo(0).Within(1e-13));
        Assert.That(kept, Is.EqualTo(orthogonal).AsCollection.Within(1e-14));
    }

    [Test]
    public void Held_elements_take_no_part()
    {
        var basis = OrthonormalBasis.Of([[1, 1, 1, 1]]).Without([false, true, false, true]);
        double[] vector = [3, 5, 1, 7];
        basis.Remove(vector);

        Assert.That(vector, Is.EqualTo(new double[] { 1, 5, -1, 7 }).AsCollection.Within(1e-15));
    }
}

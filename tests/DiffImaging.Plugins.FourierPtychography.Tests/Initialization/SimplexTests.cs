using DiffImaging.Plugins.FourierPtychography.Initialization;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Initialization;

[TestFixture]
public sealed class SimplexTests
{
    [Test]
    public void The_top_of_a_crooked_hill_is_found()
    {
        static double Hill(double[] q) => 5 - Math.Pow(q[0] - 1, 2) - 3 * Math.Pow(q[1] + 2 - 0.5 * q[0], 2) - Math.Pow(q[2], 4);

        var (place, value) = Simplex.Maximise(Hill, [4, 4, 1], step: 0.5, iterations: 400, tolerance: 1e-12);

        Assert.That(value, Is.EqualTo(5).Within(1e-6));
        Assert.That(place[0], Is.EqualTo(1).Within(1e-3));
        Assert.That(place[1], Is.EqualTo(-1.5).Within(1e-3));
    }

    [Test]
    public void It_stops_after_its_steps()
    {
        var calls = 0;
        Simplex.Maximise(q => { calls++; return q[0]; }, [0, 0], step: 1, iterations: 10);

        Assert.That(calls, Is.LessThan(3 + 10 * 3));
    }
}

using DiffImaging.Plugins.FourierPtychography.Initialization;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Initialization;

[TestFixture]
public sealed class AscentTests
{
    [Test]
    public void A_curved_valley_is_followed_to_its_end()
    {
        // Rosenbrock's valley, upside down.
        static (double Value, double[] Gradient) Valley(double[] q)
        {
            var (x, y) = (q[0], q[1]);
            return (-Math.Pow(1 - x, 2) - 100 * Math.Pow(y - x * x, 2), [2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)]);
        }

        var (place, value) = Ascent.Maximise(Valley, [-1.2, 1], [1, 1], 200);

        Assert.That(value, Is.EqualTo(0).Within(1e-8));
        Assert.That(place, Is.EqualTo(new[] { 1.0, 1.0 }).AsCollection.Within(1e-4));
    }

    [Test]
    public void Units_do_not_matter_where_scales_tell_them()
    {
        static (double Value, double[] Gradient) Hill(double[] q) =>
            (-Math.Pow(q[0] * 1e6 - 3, 2) - Math.Pow(q[1] - 1, 2), [-2e6 * (q[0] * 1e6 - 3), -2 * (q[1] - 1)]);

        var (place, _) = Ascent.Maximise(Hill, [0, 0], [1e-6, 1], 50);

        Assert.That(place[0], Is.EqualTo(3e-6).Within(1e-11));
        Assert.That(place[1], Is.EqualTo(1).Within(1e-5));
    }
}

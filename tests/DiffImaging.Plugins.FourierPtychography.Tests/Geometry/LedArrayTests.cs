using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Geometry;

[TestFixture]
public sealed class LedArrayTests
{
    private static readonly LedArray Two = new([(0.03, 0), (0.01, -0.02)]);

    [Test]
    public void Without_slide_the_sine_is_the_distance_over_the_ray()
    {
        var (x, y) = Two.Direction(1, new LedArrayPose(0.1));

        var ray = Math.Sqrt(0.01 * 0.01 + 0.02 * 0.02 + 0.1 * 0.1);
        Assert.That(x, Is.EqualTo(0.01 / ray).Within(1e-15));
        Assert.That(y, Is.EqualTo(-0.02 / ray).Within(1e-15));
    }

    [Test]
    public void A_slide_refracts_by_Snells_law()
    {
        // 30 degrees in air reach 90 tan 30° + 1 tan(asin(sin 30° / 1.52)) mm aside.
        var inGlass = Math.Asin(0.5 / 1.52);
        var aside = 0.09 * Math.Tan(Math.PI / 6) + 1e-3 * Math.Tan(inGlass);
        var array = new LedArray([(aside, 0)]) { SlideThickness = 1e-3 };

        Assert.That(array.Direction(0, new LedArrayPose(0.09)).X, Is.EqualTo(0.5).Within(1e-14));
        Assert.That(aside, Is.EqualTo(0.0523098).Within(1e-7));
    }

    [Test]
    public void Rotation_turns_x_towards_y()
    {
        var (x, y) = Two.Direction(0, new LedArrayPose(0.04, Rotation: Math.PI / 2));

        Assert.That(x, Is.EqualTo(0).Within(1e-15));
        Assert.That(y, Is.EqualTo(0.6).Within(1e-15));
    }

    [Test]
    public void A_tilt_moves_the_side_it_points_to_away()
    {
        var level = Two.Direction(0, new LedArrayPose(0.1)).X;

        // 0.03 cos τ aside, 0.03 sin τ farther.
        var tilted = Two.Direction(0, new LedArrayPose(0.1, TiltX: 0.1)).X;

        Assert.That(tilted, Is.LessThan(level));
        Assert.That(tilted, Is.EqualTo(Math.Sin(Math.Atan(0.03 * Math.Cos(0.1) / (0.1 + 0.03 * Math.Sin(0.1))))).Within(1e-14));
    }

    [Test]
    public void The_imaged_point_and_the_shift_act_against_each_other()
    {
        var array = Two with { SamplePoint = (1e-3, -2e-3) };

        var moved = array.Direction(1, new LedArrayPose(0.1, ShiftX: 1e-3, ShiftY: -2e-3));

        Assert.That(moved.X, Is.EqualTo(Two.Direction(1, new LedArrayPose(0.1)).X).Within(1e-15));
        Assert.That(moved.Y, Is.EqualTo(Two.Direction(1, new LedArrayPose(0.1)).Y).Within(1e-15));
    }

    [Test]
    public void Directions_given_are_the_directions_at_the_nominal_pose()
    {
        var layout = new LedLayoutOptions { Kind = LedLayoutKind.Directions, DirectionsX = [0.3, 0], DirectionsY = [-0.4, 0.1] };
        var array = LedArray.Of(layout, 0.05, 1e-3, 1.52);

        var (x, y) = array.Direction(0, new LedArrayPose(0.05));

        Assert.That(x, Is.EqualTo(0.3).Within(1e-14));
        Assert.That(y, Is.EqualTo(-0.4).Within(1e-14));
    }

    [Test]
    public void Tensors_and_numbers_agree_and_the_jacobian_is_that_of_differences()
    {
        using var scope = torch.NewDisposeScope();
        var array = Two with { SamplePoint = (1e-3, 2e-3), SlideThickness = 1e-3, Emitters = [(0, 0), (1e-4, -2e-4)] };
        double[] pose = [1e-4, -2e-4, 0.2, 1e-3, 2e-3, 0.09, 0.05, -0.03];

        var (directions, jacobian) = array.Linearize(Values(pose), new FrameRange(1, 1));

        Assert.That(directions.shape, Is.EqualTo(new long[] { 1, 2, 2 }));
        Assert.That(jacobian.shape, Is.EqualTo(new long[] { 1, 2, 2, 8 }));
        for (var column = 0; column < LedArray.Columns; column++)
        {
            const double Step = 1e-6;
            var (up, down) = ((double[])pose.Clone(), (double[])pose.Clone());
            up[column] += Step;
            down[column] -= Step;
            var difference = (array.Directions(Values(up), new FrameRange(1, 1)) - array.Directions(Values(down), new FrameRange(1, 1))) / (2 * Step);
            Assert.That(Measure.RelativeError(jacobian.select(3, column), difference), Is.LessThan(1e-8), $"column {column}");
        }

        var plain = (Two with { SamplePoint = (1e-3, 2e-3), SlideThickness = 1e-3, Places = [(0, 0), (0.01 + 1e-4, -0.02 - 2e-4)] })
            .Direction(1, new LedArrayPose(0.09, 0.2, 1e-3, 2e-3, 0.05, -0.03));
        Assert.That(directions[0, 0, 0].item<double>(), Is.EqualTo(plain.X).Within(1e-14));
        Assert.That(directions[0, 0, 1].item<double>(), Is.EqualTo(plain.Y).Within(1e-14));
    }

    private static LedArrayValues Values(double[] pose)
    {
        var all = torch.tensor(pose);
        return new LedArrayValues(all[2], all.narrow(0, 3, 2), all[5], all.narrow(0, 6, 2), all.narrow(0, 0, 2).expand(2, 2));
    }
}

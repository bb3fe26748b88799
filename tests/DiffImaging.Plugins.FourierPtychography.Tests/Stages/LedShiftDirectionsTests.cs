using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Stages;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Stages;

/// <summary>LEDs that shift as a motion of the array says light from where the array's motion would make them light from.</summary>
[TestFixture(0.0)]
[TestFixture(1e-3)]
public sealed class LedShiftDirectionsTests(double slide)
{
    private const double Step = 1e-6;
    private static readonly LedArrayPose Pose = new(40e-3, Rotation: 0.3, ShiftX: 2e-3, ShiftY: -1e-3);

    // Central differences of a step of a thousandth of the distances: their square.
    private const double Truncation = 1e-8;

    private readonly LedArray _array = LedArray.Of(new LedLayoutOptions { Rows = 3, Columns = 4, Pitch = 5e-3 }, Pose.Height, slide, 1.5);

    [Test]
    public void A_translation_of_the_array_is_a_sum_of_two_directions()
    {
        var (sine, cosine) = Math.SinCos(Pose.Rotation);
        var directions = LedShiftDirections.Translation(_array);
        AssertEqual(Moved(directions[0]), Changed(step => Pose with { ShiftX = Pose.ShiftX + step * cosine, ShiftY = Pose.ShiftY + step * sine }), 1);
        AssertEqual(Moved(directions[1]), Changed(step => Pose with { ShiftX = Pose.ShiftX - step * sine, ShiftY = Pose.ShiftY + step * cosine }), 1);
    }

    [Test]
    public void A_turn_of_the_array_is_a_direction() =>
        AssertEqual(Moved(LedShiftDirections.Rotation(_array)[0]), Changed(step => Pose with { Rotation = Pose.Rotation + step }), 1);

    [Test]
    public void A_change_of_height_is_a_direction_backwards() =>
        AssertEqual(Moved(LedShiftDirections.Height(_array, Pose)[0]), Changed(step => Pose with { Height = Pose.Height + step }), -1);

    [Test]
    public void A_tilt_is_a_direction_backwards()
    {
        var directions = LedShiftDirections.Tilt(_array, Pose);
        AssertEqual(Moved(directions[0]), Changed(step => Pose with { TiltX = step }), -1);
        AssertEqual(Moved(directions[1]), Changed(step => Pose with { TiltY = step }), -1);
    }

    private double[] Changed(Func<double, LedArrayPose> pose) => Difference(_array, pose(Step), _array, pose(-Step));

    private double[] Moved(double[] direction)
    {
        LedArray At(double step) => _array with { Places = [.. _array.Places.Select((place, frame) => (place.X + step * direction[2 * frame], place.Y + step * direction[2 * frame + 1]))] };
        return Difference(At(Step), Pose, At(-Step), Pose);
    }

    private static double[] Difference(LedArray array, LedArrayPose pose, LedArray other, LedArrayPose otherPose) =>
        [.. Enumerable.Range(0, array.Places.Count).SelectMany(frame =>
        {
            var ((x, y), (otherX, otherY)) = (array.Direction(frame, pose), other.Direction(frame, otherPose));
            return new[] { (x - otherX) / (2 * Step), (y - otherY) / (2 * Step) };
        })];

    private static void AssertEqual(double[] found, double[] expected, double sign)
    {
        var size = expected.Max(Math.Abs);
        Assert.That(found.Select(value => sign * value / size), Is.EqualTo(expected.Select(value => value / size)).AsCollection.Within(Truncation));
    }
}

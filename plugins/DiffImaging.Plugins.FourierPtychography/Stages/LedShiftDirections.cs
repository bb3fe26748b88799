using DiffImaging.Plugins.FourierPtychography.Geometry;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>Motions of the whole array as shifts of each LED within it: what the LEDs' own shifts must not contain.</summary>
/// <remarks>Each direction is x and y of every frame in turn, as <c>ledShift</c>. A turn by δψ moves the LED at (p, q) by (−q, p) δψ. A change δh of an LED's
/// distance moves the point of its ray in the array's plane by −t δh, t the ray's tangent in air, which is the LED's place over the height
/// where there is no slide; a tilt makes δh = u τ_x + v τ_y at the LED's place (u, v). To first order about the nominal pose, tilt apart, at the centre of the field.</remarks>
internal static class LedShiftDirections
{
    /// <summary>Shift of the array along x and y.</summary>
    public static IReadOnlyList<double[]> Translation(LedArray array) => [Of(array, _ => (1, 0)), Of(array, _ => (0, 1))];

    /// <summary>Turn of the array.</summary>
    public static IReadOnlyList<double[]> Rotation(LedArray array) => [Of(array, frame => (-array.Places[frame].Y, array.Places[frame].X))];

    /// <summary>Height of the array.</summary>
    public static IReadOnlyList<double[]> Height(LedArray array, LedArrayPose pose) => [Of(array, frame => Tangent(array, pose, frame))];

    /// <summary>Tilt of the array along x and y.</summary>
    public static IReadOnlyList<double[]> Tilt(LedArray array, LedArrayPose pose) =>
        [Of(array, frame => Lifted(array, pose, frame, Turned(array.Places[frame], pose.Rotation).X)), Of(array, frame => Lifted(array, pose, frame, Turned(array.Places[frame], pose.Rotation).Y))];

    private static (double X, double Y) Lifted(LedArray array, LedArrayPose pose, int frame, double distance)
    {
        var (x, y) = Tangent(array, pose, frame);
        return (distance * x, distance * y);
    }

    // The ray's tangent, seen from the array: turned back by its rotation.
    private static (double X, double Y) Tangent(LedArray array, LedArrayPose pose, int frame)
    {
        var (x, y) = array.Direction(frame, pose);
        var cosine = Math.Sqrt(1 - x * x - y * y);
        return Turned((x / cosine, y / cosine), -pose.Rotation);
    }

    private static (double X, double Y) Turned((double X, double Y) vector, double angle)
    {
        var (sine, cosine) = Math.SinCos(angle);
        return (cosine * vector.X - sine * vector.Y, sine * vector.X + cosine * vector.Y);
    }

    private static double[] Of(LedArray array, Func<int, (double X, double Y)> shift)
    {
        var result = new double[2 * array.Places.Count];
        for (var frame = 0; frame < array.Places.Count; frame++)
        {
            (result[2 * frame], result[2 * frame + 1]) = shift(frame);
        }

        return result;
    }
}

using DiffImaging.Engine.Runs;

namespace DiffImaging.Host.Experiments;

/// <summary>‖√ŷ − √y‖ / ‖√y‖: how much of the measured amplitude the model leaves unexplained.</summary>
internal static class AmplitudeResidual
{
    /// <param name="measured">The measurement; pixels that do not count are left out.</param>
    /// <param name="prediction">The prediction, frame after frame.</param>
    /// <param name="frames">The frames that count.</param>
    /// <returns>The ratio; NaN where nothing counts.</returns>
    public static double Of(MeasuredFrames measured, float[] prediction, IEnumerable<int> frames)
    {
        var pixels = measured.Rows * measured.Columns;
        var (excess, total) = (0.0, 0.0);
        foreach (var index in frames.SelectMany(frame => Enumerable.Range(frame * pixels, pixels)).Where(index => measured.Valid?[index] ?? true))
        {
            var amplitude = Math.Sqrt(Math.Max(measured.Pixels[index], 0));
            excess += Math.Pow(Math.Sqrt(Math.Max(prediction[index], 0)) - amplitude, 2);
            total += amplitude * amplitude;
        }

        return Math.Sqrt(excess / total);
    }
}

using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Stages;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Where the LED array may be: about its nominal pose, within two standard deviations of its priors where it has any.</summary>
/// <remarks>Three discs of a sparse array fit a wrong height and rotation as well as the right ones.</remarks>
/// <param name="Height">Lowest and highest height, in metres.</param>
/// <param name="Rotation">Smallest and largest rotation, in radians.</param>
internal readonly record struct PoseRange((double Lower, double Upper) Height, (double Lower, double Upper) Rotation)
{
    // A share of the height: a ruler does better than this, and the discs of few LEDs do not.
    private const double LargestStretch = 0.12;

    private const double Deviations = 2;

    /// <summary>Takes the range from the options.</summary>
    /// <param name="options">Priors of height and rotation.</param>
    /// <param name="nominal">The nominal pose.</param>
    public static PoseRange Of(FourierPtychographyOptions options, LedArrayPose nominal)
    {
        var height = Math.Min(LargestStretch * nominal.Height, Deviations * options.ArrayHeight.Prior ?? double.PositiveInfinity);
        var turn = Math.Min(Math.PI, Deviations * options.ArrayRotation.Prior ?? double.PositiveInfinity);
        return new PoseRange((nominal.Height - height, nominal.Height + height), (nominal.Rotation - turn, nominal.Rotation + turn));
    }

    /// <summary>The nearest pose in the range.</summary>
    public LedArrayPose Clamp(LedArrayPose pose) => pose with
    {
        Height = Math.Clamp(pose.Height, Height.Lower, Height.Upper),
        Rotation = Math.Clamp(pose.Rotation, Rotation.Lower, Rotation.Upper),
    };
}

using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Modalities;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>The LED array's first guess: by the discs in the bright field's spectra, as far as it is estimated.</summary>
internal static class ArrayGuess
{
    /// <summary>Finds the pose; height and rotation stay nominal where the frames are few, and the whole pose where the array's shift is not estimated.</summary>
    /// <param name="initialization">What is estimated.</param>
    /// <param name="recorded">The microscope without padding.</param>
    /// <param name="spectra">Spectra of the bright-field frames.</param>
    /// <param name="bright">Which frames they are.</param>
    /// <param name="begin">Where the search begins.</param>
    /// <param name="range">Where the array may be.</param>
    public static LedArrayPose Find(
        InitializationContext initialization, ImagingModel recorded, torch.Tensor spectra, IReadOnlyList<int> bright, LedArrayPose begin, PoseRange range)
    {
        if (!initialization.Active.Contains(MicroscopeKeys.ArrayShift))
        {
            return begin;
        }

        var tells = bright.Count >= BrightField.FewestTelling;
        var (movesHeight, movesRotation) = (tells && initialization.Active.Contains(MicroscopeKeys.ArrayHeight), tells && initialization.Active.Contains(MicroscopeKeys.ArrayRotation));
        var start = BrightField.Shift(recorded, bright, begin);
        var (pose, correlation) = new DiscFit(recorded, spectra, bright).Find(begin, start, range, movesHeight, movesRotation);
        initialization.Report(FormattableString.Invariant(
            $"discs in the spectra of {bright.Count} bright-field frames: shift {pose.ShiftX * 1e3:F3}, {pose.ShiftY * 1e3:F3} mm, rotation {pose.Rotation * 180 / Math.PI:F3}°, height {pose.Height * 1e3:F2} mm (correlation {correlation:F3})"));
        return pose;
    }
}

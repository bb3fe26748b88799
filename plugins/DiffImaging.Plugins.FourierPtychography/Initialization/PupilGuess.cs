using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Modalities;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>The pupil's first guess: by the coherence of the bright field's sidebands, as far as it is estimated.</summary>
/// <param name="options">Nominal defocus and wavefront.</param>
/// <param name="recorded">The microscope without padding.</param>
/// <param name="seed">Seed of the search.</param>
internal sealed class PupilGuess(FourierPtychographyModalityOptions options, ImagingModel recorded, long seed)
{
    private const double LargeDefocusPhase = 3;  // rad at the pupil's edge
    private const double LargeMode = 0.5;        // rad

    /// <summary>Finds defocus in metres and coefficients in rad; null where the defocus is not estimated, and no coefficients where those are not.</summary>
    /// <param name="initialization">What is estimated.</param>
    /// <param name="spectra">Spectra of the bright-field frames.</param>
    /// <param name="bright">Which frames they are.</param>
    /// <param name="pose">Where the array is.</param>
    public (double Defocus, double[] Wavefront)? Find(InitializationContext initialization, torch.Tensor spectra, IReadOnlyList<int> bright, LedArrayPose pose)
    {
        if (!initialization.Active.Contains(MicroscopeKeys.Defocus))
        {
            return null;
        }

        int?[] modes = [null, .. initialization.Active.Contains(MicroscopeKeys.Zernike) ? recorded.Zernikes.Select(mode => (int?)mode) : []];
        using var coherence = new SidebandCoherence(recorded, spectra, [.. bright.Select(frame => recorded.FrequencyOf(frame, pose))], modes, PupilSearch.Bands);
        double[] scales = [recorded.DefocusOf(LargeDefocusPhase), .. modes.Skip(1).Select(_ => LargeMode)];
        double[] start = [options.Defocus.Nominal is [var defocus, ..] ? defocus : 0, .. modes.Skip(1).Select((_, index) => Nominal(options.Zernike.Nominal, index))];
        var tells = bright.Count >= BrightField.FewestTelling;
        var (found, value, trials) = new PupilSearch(coherence, scales, seed, tells ? PupilSearch.Accepted : double.PositiveInfinity).Find(start, initialization.Cancellation);
        var verdict = !tells ? FormattableString.Invariant($"the best that {bright.Count} frames allow, which do not tell a right pupil from a wrong one")
            : value > PupilSearch.Accepted ? "accepted" : "below what a right pupil reaches: the result is to be doubted";
        initialization.Report(FormattableString.Invariant(
            $"coherence of the sidebands {value:F3} after {trials} trial(s), {verdict}: defocus {found[0] * 1e6:F1} µm, wavefront {Math.Sqrt(found.Skip(1).Sum(c => c * c)) / (2 * Math.PI):F3} waves RMS"));
        return (found[0], found[1..]);
    }

    private static double Nominal(IReadOnlyList<double> nominal, int index) => nominal.Count == 0 ? 0 : nominal[Math.Min(index, nominal.Count - 1)];
}

using DiffImaging.Optics.Objects;
using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>First guess of Fourier ptychography without reconstruction: array from the discs in the bright field's spectra, pupil from the
/// coherence of their sidebands, brightness from the frames' means, object from the central image.</summary>
internal sealed class MicroscopeInitializer(
    FourierPtychographyModalityOptions options, ImagingModel model, StageContext context) : IInitializer
{
    private const int FewestFrames = 5;
    private const double LargeDefocusPhase = 3;  // rad at the pupil's edge
    private const double LargeMode = 0.5;        // rad

    public InitialGuess Initialize(InitializationContext initialization)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var measurement = Light(initialization);
        var means = BrightField.Means(measurement);
        var bright = BrightField.Of(means, Enumerable.Range(0, means.Length));
        var values = new Dictionary<string, torch.Tensor>();
        var pose = PoseOf(initialization.Values);
        if (options.Search && bright.Count >= FewestFrames)
        {
            pose = FindArray(initialization, pose, Spectra(measurement, bright), bright, values);

            // A strong specimen scatters enough for a frame next to the bright field to be taken for one of it: the array tells them apart.
            var inside = bright.Where(frame => model.ApertureOf(frame, pose) < (1 - 1 / model.NominalRadius) * model.NumericalAperture).ToArray();
            if (inside.Length >= FewestFrames)
            {
                bright = inside;
                var spectra = Spectra(measurement, bright);
                pose = FindArray(initialization, pose, spectra, bright, values);
                FindPupil(initialization, spectra, bright, pose, values);
            }
        }

        SetBrightness(initialization, means, bright, values);
        var central = bright.MinBy(frame => model.ApertureOf(frame, pose));
        if (initialization.Active.Contains(MicroscopeKeys.Transmittance))
        {
            using var guess = CentralImage.Of(model, measurement[central, 0], context.ComplexType);
            values[MicroscopeKeys.Transmittance] = Transmittance.Invert(guess, options.Parametrization).MoveToOuterDisposeScope();
        }

        return new InitialGuess(values, []) { FrameSets = new MicroscopeFrames(model, pose).Sets(means) };
    }

    public void Dispose()
    {
    }

    // What the sensor's gain and offset make of the light is undone: frames may be exposed for different times.
    private static torch.Tensor Light(InitializationContext initialization)
    {
        torch.Tensor Of(string key) => initialization.Values[key].reshape(-1, 1, 1, 1).to(initialization.Measurement.dtype);
        return initialization.Values.ContainsKey(MicroscopeKeys.Gain) && initialization.Values.ContainsKey(MicroscopeKeys.Offset)
            ? (initialization.Measurement - Of(MicroscopeKeys.Offset)) / Of(MicroscopeKeys.Gain)
            : initialization.Measurement;
    }

    private static torch.Tensor Spectra(torch.Tensor measurement, IReadOnlyList<int> frames) =>
        FrameSpectra.Of(torch.stack([.. frames.Select(frame => measurement[frame, 0])]).to(torch.ScalarType.Float32));

    private LedArrayPose FindArray(
        InitializationContext initialization, LedArrayPose nominal, torch.Tensor spectra, IReadOnlyList<int> bright, Dictionary<string, torch.Tensor> values)
    {
        if (!initialization.Active.Contains(MicroscopeKeys.ArrayShift))
        {
            return nominal;
        }

        var movesHeight = initialization.Active.Contains(MicroscopeKeys.ArrayHeight);
        var movesRotation = initialization.Active.Contains(MicroscopeKeys.ArrayRotation);
        var fit = new DiscFit(model, spectra, bright);
        var (pose, correlation) = fit.Find(nominal, BrightField.Shift(model, bright, nominal), movesHeight, movesRotation);
        initialization.Report(FormattableString.Invariant(
            $"discs in the spectra of {bright.Count} bright-field frames: shift {pose.ShiftX * 1e3:F3}, {pose.ShiftY * 1e3:F3} mm, rotation {pose.Rotation * 180 / Math.PI:F3}°, height {pose.Height * 1e3:F2} mm (correlation {correlation:F3})"));
        values[MicroscopeKeys.ArrayShift] = Numbers([pose.ShiftX, pose.ShiftY]);
        Set(MicroscopeKeys.ArrayRotation, [pose.Rotation]);
        Set(MicroscopeKeys.ArrayHeight, [pose.Height]);
        return pose;

        void Set(string key, double[] numbers)
        {
            if (initialization.Active.Contains(key))
            {
                values[key] = Numbers(numbers).reshape([]).MoveToOuterDisposeScope();
            }
        }
    }

    private void FindPupil(
        InitializationContext initialization, torch.Tensor spectra, IReadOnlyList<int> bright, LedArrayPose pose, Dictionary<string, torch.Tensor> values)
    {
        var isDefocusFree = initialization.Active.Contains(MicroscopeKeys.Defocus);
        var isWavefrontFree = initialization.Active.Contains(MicroscopeKeys.Zernike);
        if (!isDefocusFree)
        {
            return;
        }

        int?[] modes = [null, .. isWavefrontFree ? model.Zernikes.Select(mode => (int?)mode) : []];
        using var coherence = new SidebandCoherence(model, spectra, [.. bright.Select(frame => model.FrequencyOf(frame, pose))], modes, PupilSearch.Bands);
        double[] scales = [model.DefocusOf(LargeDefocusPhase), .. modes.Skip(1).Select(_ => LargeMode)];
        double[] start = [options.Defocus.Nominal is [var defocus, ..] ? defocus : 0, .. modes.Skip(1).Select((_, index) => Nominal(options.Zernike.Nominal, index))];
        var (found, value, trials) = new PupilSearch(coherence, scales, context.Seed).Find(start, initialization.Cancellation);
        var verdict = value > PupilSearch.Accepted ? "accepted" : "below what a right pupil reaches: the result is to be doubted";
        initialization.Report(FormattableString.Invariant(
            $"coherence of the sidebands {value:F3} after {trials} trial(s), {verdict}: defocus {found[0] * 1e6:F1} µm, wavefront {Math.Sqrt(found.Skip(1).Sum(c => c * c)) / (2 * Math.PI):F3} waves RMS"));
        values[MicroscopeKeys.Defocus] = Numbers([found[0]]).reshape([]).MoveToOuterDisposeScope();
        if (isWavefrontFree)
        {
            values[MicroscopeKeys.Zernike] = Numbers(found[1..]);
        }
    }

    private void SetBrightness(InitializationContext initialization, double[] means, IReadOnlyList<int> bright, Dictionary<string, torch.Tensor> values)
    {
        if (!initialization.Active.Contains(MicroscopeKeys.Brightness) || bright.Count == 0)
        {
            return;
        }

        // Beyond the bright field a frame's mean says more about the object than about its LED.
        var mean = bright.Average(frame => means[frame]);
        var brightness = Enumerable.Repeat(1.0, means.Length).ToArray();
        foreach (var frame in bright)
        {
            brightness[frame] = Math.Clamp(means[frame] / mean, 0.5, 2);
        }

        values[MicroscopeKeys.Brightness] = Numbers(brightness);
    }

    private static LedArrayPose PoseOf(IReadOnlyDictionary<string, torch.Tensor> values)
    {
        double[] Read(string key) => values[key].reshape(-1).cpu().data<double>().ToArray();
        var (shift, tilt) = (Read(MicroscopeKeys.ArrayShift), Read(MicroscopeKeys.ArrayTilt));
        return new LedArrayPose(Read(MicroscopeKeys.ArrayHeight)[0], Read(MicroscopeKeys.ArrayRotation)[0], shift[0], shift[1], tilt[0], tilt[1]);
    }

    private torch.Tensor Numbers(double[] numbers) => torch.tensor(numbers, torch.ScalarType.Float64, device: context.Device).MoveToOuterDisposeScope();

    private static double Nominal(IReadOnlyList<double> nominal, int index) => nominal.Count == 0 ? 0 : nominal[Math.Min(index, nominal.Count - 1)];
}

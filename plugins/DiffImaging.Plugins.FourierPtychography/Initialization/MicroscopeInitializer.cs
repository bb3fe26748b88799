using DiffImaging.Optics.Objects;
using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>First guess of Fourier ptychography without reconstruction: array from the discs in the bright field's spectra, pupil from the
/// coherence of their sidebands, brightness from the frames' means, object from the central image.</summary>
internal sealed class MicroscopeInitializer(
    FourierPtychographyModalityOptions options, ImagingModel model, StageContext context) : IInitializer, IFrameSorter
{
    private const int FewestFrames = 3;

    public InitialGuess Initialize(InitializationContext initialization)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var measurement = Light(initialization);
        var means = BrightField.Means(measurement);
        var bright = BrightField.Of(means, initialization.FittedFrames);
        var values = new Dictionary<string, torch.Tensor>();
        var pose = PoseOf(initialization.Values);
        if (options.Search && bright.Count >= FewestFrames)
        {
            pose = Search(initialization, measurement, ref bright, pose, values);
        }

        SetBrightness(initialization, means, bright, values);
        SetStrayLight(initialization, measurement, pose, values);
        var central = bright.MinBy(frame => model.ApertureOf(frame, pose));
        if (initialization.Active.Contains(MicroscopeKeys.Transmittance))
        {
            using var guess = CentralImage.Of(model, measurement[central, 0], context.ComplexType);
            values[MicroscopeKeys.Transmittance] = Transmittance.Invert(guess, options.Parametrization).MoveToOuterDisposeScope();
        }

        return new InitialGuess(values, []) { FrameSets = new MicroscopeFrames(model, pose, initialization.FrameSets).Sets(means) };
    }

    public IReadOnlyDictionary<string, IReadOnlyList<int>> Sort(InitializationContext initialization)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        return new MicroscopeFrames(model, PoseOf(initialization.Values), initialization.FrameSets).Sets(BrightField.Means(Light(initialization)));
    }

    public void Dispose()
    {
    }

    /// <summary>The measurement with what the sensor's gain and offset make of the light undone: frames may be exposed for different times.</summary>
    public static torch.Tensor Light(InitializationContext initialization)
    {
        torch.Tensor Of(string key) => initialization.Values[key].reshape(-1, 1, 1, 1).to(initialization.Measurement.dtype);
        return initialization.Values.ContainsKey(MicroscopeKeys.Gain) && initialization.Values.ContainsKey(MicroscopeKeys.Offset)
            ? (initialization.Measurement - Of(MicroscopeKeys.Offset)) / Of(MicroscopeKeys.Gain)
            : initialization.Measurement;
    }

    private static torch.Tensor Spectra(torch.Tensor measurement, IReadOnlyList<int> frames) =>
        FrameSpectra.Of(torch.stack([.. frames.Select(frame => measurement[frame, 0])]).to(torch.ScalarType.Float32));

    // The microscope as the camera's frames have it: without the padding, whose bins are finer.
    private static ImagingModel Recorded(ImagingModel model, torch.Tensor measurement) =>
        model with { Image = new SamplingGrid((int)measurement.shape[2], (int)measurement.shape[3], model.Image.Pitch) };

    private LedArrayPose Search(
        InitializationContext initialization, torch.Tensor light, ref IReadOnlyList<int> bright, LedArrayPose nominal, Dictionary<string, torch.Tensor> values)
    {
        var recorded = Recorded(model, light);
        var range = PoseRange.Of(options, nominal);
        var spectra = Spectra(light, bright);
        var pose = ArrayGuess.Find(initialization, recorded, spectra, bright, nominal, range);

        // A strong specimen scatters enough for a frame next to the bright field to be taken for one of it: the array tells them apart.
        // Where few would be left, the array is not known well enough to leave any out.
        int[] inside = [.. bright.Where(frame => recorded.ApertureOf(frame, pose) < (1 - 1 / recorded.NominalRadius) * recorded.NumericalAperture)];
        if (inside.Length >= FewestFrames)
        {
            bright = inside;
            spectra = Spectra(light, bright);
            pose = ArrayGuess.Find(initialization, recorded, spectra, bright, pose, range);
        }

        if (new PupilGuess(options, recorded, context.Seed).Find(initialization, spectra, bright, pose) is var (defocus, wavefront))
        {
            values[MicroscopeKeys.Defocus] = Number(defocus);
            if (wavefront.Length > 0)
            {
                values[MicroscopeKeys.Zernike] = Numbers(wavefront);
            }
        }

        values[MicroscopeKeys.ArrayShift] = Numbers([pose.ShiftX, pose.ShiftY]);
        values[MicroscopeKeys.ArrayRotation] = Number(pose.Rotation);
        values[MicroscopeKeys.ArrayHeight] = Number(pose.Height);
        return pose;
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

    private void SetStrayLight(InitializationContext initialization, torch.Tensor light, LedArrayPose pose, Dictionary<string, torch.Tensor> values)
    {
        var outside = (1 + MicroscopeFrames.EdgeInBins / model.NominalRadius) * model.NumericalAperture;
        var dark = initialization.FittedFrames.Where(frame => model.ApertureOf(frame, pose) > outside).ToArray();
        if (initialization.Active.Contains(MicroscopeKeys.StrayLight) && StrayLight.Of(light, dark) is { } level)
        {
            initialization.Report(FormattableString.Invariant($"darkest places of {dark.Length} dark-field frames: stray light {level:G3}"));
            values[MicroscopeKeys.StrayLight] = torch.full_like(initialization.Values[MicroscopeKeys.StrayLight], level).MoveToOuterDisposeScope();
        }
    }

    /// <summary>Reads the pose off values of the variables.</summary>
    public static LedArrayPose PoseOf(IReadOnlyDictionary<string, torch.Tensor> values)
    {
        double[] Read(string key) => values[key].reshape(-1).cpu().data<double>().ToArray();
        var (shift, tilt) = (Read(MicroscopeKeys.ArrayShift), Read(MicroscopeKeys.ArrayTilt));
        return new LedArrayPose(Read(MicroscopeKeys.ArrayHeight)[0], Read(MicroscopeKeys.ArrayRotation)[0], shift[0], shift[1], tilt[0], tilt[1]);
    }

    private torch.Tensor Number(double number) => Numbers([number]).reshape([]).MoveToOuterDisposeScope();

    private torch.Tensor Numbers(double[] numbers) => torch.tensor(numbers, torch.ScalarType.Float64, device: context.Device).MoveToOuterDisposeScope();

}

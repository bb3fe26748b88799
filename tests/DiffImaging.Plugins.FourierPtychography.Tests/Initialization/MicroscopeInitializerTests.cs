using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Initialization;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Initialization;

/// <summary>The whole first guess, on a stack that other code has made; frames exposed differently and with stray light.</summary>
[TestFixture]
public sealed class MicroscopeInitializerTests
{
    private const double Exposure = 8;
    private const double Stray = 0.02;

    private static readonly string[] Active =
    [
        MicroscopeKeys.Transmittance, MicroscopeKeys.ArrayShift, MicroscopeKeys.ArrayRotation, MicroscopeKeys.ArrayHeight, MicroscopeKeys.Brightness,
        MicroscopeKeys.Defocus, MicroscopeKeys.Zernike, MicroscopeKeys.StrayLight,
    ];

    private torch.Tensor _intensities = null!;

    [OneTimeSetUp]
    public void Simulate() => _intensities = SimulatedStack.Intensities();

    [OneTimeTearDown]
    public void Release() => _intensities.Dispose();

    // The padding makes the bins of the model finer than those of the frames.
    [TestCase(0)]
    [TestCase(16)]
    public void Array_pupil_and_stray_light_are_found_with_and_without_padding(int padding)
    {
        using var scope = torch.NewDisposeScope();
        var model = SimulatedStack.Model with { Image = new SamplingGrid((int)_intensities.shape[2] + 2 * padding, (int)_intensities.shape[3] + 2 * padding, SimulatedStack.Pitch) };
        var frames = (int)_intensities.shape[0];
        var gain = torch.ones(frames, torch.ScalarType.Float64);
        foreach (var frame in Enumerable.Range(0, frames).Where(frame => model.ApertureOf(frame, SimulatedStack.Nominal) > 0.11))
        {
            gain[frame] = Exposure;
        }

        var measurement = ((_intensities + Stray) * gain.reshape(-1, 1, 1, 1)).to(torch.ScalarType.Float32);
        var reports = new List<string>();
        using var initializer = new MicroscopeInitializer(Options, model, new StageContext(torch.CPU, Precision.Single, 1));
        var guess = initializer.Initialize(new InitializationContext(measurement, Active.ToHashSet(), reports.Add, default) { Values = Nominal(gain) });
        TestContext.Out.WriteLine(string.Join("\n", reports));

        double[] Found(string key) => guess.Values[key].reshape(-1).data<double>().ToArray();
        var pose = new LedArrayPose(Found(MicroscopeKeys.ArrayHeight)[0], Found(MicroscopeKeys.ArrayRotation)[0], Found(MicroscopeKeys.ArrayShift)[0], Found(MicroscopeKeys.ArrayShift)[1]);
        var errors = guess.FrameSets[MicroscopeKeys.BrightField].Select(frame => (Found: SimulatedStack.Model.FrequencyOf(frame, pose), True: SimulatedStack.Model.FrequencyOf(frame, SimulatedStack.True)));
        Assert.That(Math.Sqrt(errors.Average(e => Math.Pow(e.Found.X - e.True.X, 2) + Math.Pow(e.Found.Y - e.True.Y, 2))), Is.LessThan(0.8), "bins of the frames' spectra");
        Assert.That(Found(MicroscopeKeys.Defocus)[0], Is.EqualTo(SimulatedStack.Defocus).Within(6e-6));
        Assert.That(Found(MicroscopeKeys.Zernike), Is.EqualTo(SimulatedStack.Wavefront).AsCollection.Within(0.25));
        Assert.That(reports, Has.Some.Contains("accepted"));
        Assert.That(Found(MicroscopeKeys.StrayLight)[0], Is.EqualTo(Stray).Within(0.1 * Stray));
    }

    [Test]
    public void Few_frames_leave_height_and_rotation_alone_and_say_what_they_do_not_tell()
    {
        using var scope = torch.NewDisposeScope();
        var frames = (int)_intensities.shape[0];
        var bright = BrightField.Of(BrightField.Means(_intensities), Enumerable.Range(0, frames));
        var reports = new List<string>();
        using var initializer = new MicroscopeInitializer(Options, SimulatedStack.Model, new StageContext(torch.CPU, Precision.Single, 1));
        var guess = initializer.Initialize(new InitializationContext(_intensities, Active.ToHashSet(), reports.Add, default)
        {
            Values = Nominal(torch.ones(frames, torch.ScalarType.Float64)),
            HeldOut = bright.Skip(4).ToHashSet(),
        });

        Assert.That(guess.Values[MicroscopeKeys.ArrayHeight].item<double>(), Is.EqualTo(SimulatedStack.Nominal.Height).Within(1e-12));
        Assert.That(guess.Values[MicroscopeKeys.ArrayRotation].item<double>(), Is.EqualTo(SimulatedStack.Nominal.Rotation).Within(1e-12));
        Assert.That(guess.Values, Does.ContainKey(MicroscopeKeys.Defocus));
        Assert.That(reports, Has.Some.Contains("do not tell a right pupil from a wrong one"));
        Assert.That(reports, Has.None.Contains("accepted"));
    }

    [Test]
    public void Nothing_is_learned_from_frames_that_are_held_out()
    {
        using var scope = torch.NewDisposeScope();
        var frames = (int)_intensities.shape[0];
        HashSet<int> heldOut = [2, 9, 24, 30, 48];
        InitialGuess Guess(torch.Tensor measurement)
        {
            using var initializer = new MicroscopeInitializer(Options, SimulatedStack.Model, new StageContext(torch.CPU, Precision.Single, 1));
            return initializer.Initialize(new InitializationContext(measurement, Active.ToHashSet(), _ => { }, default)
            {
                Values = Nominal(torch.ones(frames, torch.ScalarType.Float64)),
                HeldOut = heldOut,
            });
        }

        var spoiled = _intensities.clone();
        foreach (var frame in heldOut)
        {
            spoiled[frame].fill_(5);
        }

        var (guess, other) = (Guess(_intensities), Guess(spoiled));
        Assert.That(other.Values.Keys, Is.EquivalentTo(guess.Values.Keys));
        Assert.That(guess.Values.Keys.Where(key => !guess.Values[key].equal(other.Values[key]).all().item<bool>()), Is.Empty);
    }

    private static FourierPtychographyModalityOptions Options => new()
    {
        Layout = new LedLayoutOptions { Rows = 7, Columns = 7, Pitch = 3e-3 },
        NumericalAperture = Number(SimulatedStack.Aperture),
        ArrayHeight = Number(SimulatedStack.Nominal.Height),
        ZernikeModes = SimulatedStack.Model.Zernikes,
        Wavelength = SimulatedStack.Wavelength,
        PixelPitch = SimulatedStack.Pitch,
    };

    private static ParameterOptions Number(double nominal) => new() { Nominal = [nominal] };

    private static Dictionary<string, torch.Tensor> Nominal(torch.Tensor gain) => new()
    {
        [MicroscopeKeys.ArrayShift] = torch.zeros(2, torch.ScalarType.Float64),
        [MicroscopeKeys.ArrayTilt] = torch.zeros(2, torch.ScalarType.Float64),
        [MicroscopeKeys.ArrayRotation] = torch.tensor(0.0),
        [MicroscopeKeys.ArrayHeight] = torch.tensor(SimulatedStack.Nominal.Height),
        [MicroscopeKeys.Gain] = gain,
        [MicroscopeKeys.Offset] = torch.tensor(0.0),
        [MicroscopeKeys.StrayLight] = torch.tensor(0.0),
    };
}

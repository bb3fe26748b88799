using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Initialization;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Options;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Initialization;

/// <summary>What is found of array and pupil without reconstruction, on a stack that other code has made.</summary>
[TestFixture]
public sealed class BrightFieldSearchTests
{
    private torch.Tensor _intensities = null!;
    private torch.Tensor _spectra = null!;
    private IReadOnlyList<int> _bright = [];
    private double[] _means = [];

    [OneTimeSetUp]
    public void Simulate()
    {
        using var scope = torch.NewDisposeScope();
        _intensities = SimulatedStack.Intensities().DetachFromDisposeScope();
        _means = BrightField.Means(_intensities);
        _bright = BrightField.Of(_means, Enumerable.Range(0, _means.Length));
        _spectra = FrameSpectra.Of(torch.stack([.. _bright.Select(frame => _intensities[frame, 0])])).DetachFromDisposeScope();
    }

    [OneTimeTearDown]
    public void Release()
    {
        _intensities.Dispose();
        _spectra.Dispose();
    }

    [Test]
    public void The_bright_field_is_where_the_light_passes_the_pupil()
    {
        var inside = Enumerable.Range(0, _means.Length).Where(frame => Radius(frame) < SimulatedStack.Model.NominalRadius);

        Assert.That(_bright, Is.EqualTo(inside));
    }

    [Test]
    public void The_array_is_found_from_the_discs()
    {
        var shift = BrightField.Shift(SimulatedStack.Model, _bright, SimulatedStack.Nominal);
        var (pose, correlation) = new DiscFit(SimulatedStack.Model, _spectra, _bright).Find(SimulatedStack.Nominal, shift, PoseRange.Of(Options, SimulatedStack.Nominal), movesHeight: true, movesRotation: true);

        var errors = _bright.Select(frame => Distance(SimulatedStack.Model.FrequencyOf(frame, pose), SimulatedStack.Model.FrequencyOf(frame, SimulatedStack.True))).ToArray();
        TestContext.Out.WriteLine($"correlation {correlation:F3}, error of a frequency {Math.Sqrt(errors.Average(e => e * e)):F2} bins RMS, {errors.Max():F2} at most, rotation {pose.Rotation:F4}, height {pose.Height * 1e3:F2} mm");

        // The joint solver's false minima lie a bin away from the right one.
        Assert.That(Math.Sqrt(errors.Average(e => e * e)), Is.LessThan(0.8), "in bins of the spectrum");
        Assert.That(errors.Max(), Is.LessThan(1));
        Assert.That(pose.Rotation, Is.EqualTo(SimulatedStack.True.Rotation).Within(0.01));
    }

    // With one factor for all frequencies the array is placed three bins off.
    [Test]
    public void Three_discs_that_fade_into_the_noise_place_the_array()
    {
        using var scope = torch.NewDisposeScope();
        var (model, nominal) = (SimulatedStack.Model, SimulatedStack.True with { ShiftX = 0, ShiftY = 0 });
        int At(double x, double y) => Enumerable.Range(0, model.Array.Places.Count)
            .MinBy(frame => Distance(model.FrequencyOf(frame, nominal), (x * model.NominalRadius, y * model.NominalRadius)));
        int[] three = [At(0, 0), At(1, 0), At(0, -1)];
        Assert.That(three.Select(Radius), Is.All.LessThan(model.NominalRadius), "bright field");
        var (pose, _) = new DiscFit(model, FadingSidebands(three), three)
            .Find(nominal, BrightField.Shift(model, three, nominal), PoseRange.Of(Options, nominal), movesHeight: false, movesRotation: false);

        var errors = three.Select(frame => Distance(model.FrequencyOf(frame, pose), model.FrequencyOf(frame, SimulatedStack.True))).ToArray();
        TestContext.Out.WriteLine($"errors {string.Join(", ", errors.Select(error => error.ToString("F2")))} bins");
        Assert.That(errors.Max(), Is.LessThan(1));
    }

    [Test]
    public void The_array_is_looked_for_where_its_priors_allow_it()
    {
        var options = Options with { ArrayHeight = Options.ArrayHeight with { Prior = 0.5e-3 }, ArrayRotation = new ParameterOptions { Prior = 0.004 } };
        int[] three = [.. _bright.Take(3)];
        var spectra = _spectra.narrow(0, 0, 3);
        var shift = BrightField.Shift(SimulatedStack.Model, three, SimulatedStack.Nominal);
        var (pose, _) = new DiscFit(SimulatedStack.Model, spectra, three)
            .Find(SimulatedStack.Nominal, shift, PoseRange.Of(options, SimulatedStack.Nominal), movesHeight: true, movesRotation: true);

        Assert.That(pose.Height, Is.EqualTo(SimulatedStack.Nominal.Height).Within(1e-3 + 1e-12));
        Assert.That(pose.Rotation, Is.EqualTo(0).Within(0.008 + 1e-12));
    }

    [Test]
    public void The_gradient_of_the_coherence_is_its_slope()
    {
        using var coherence = Coherence();
        double[] place = [-25e-6, 0.1, -0.2, 0.3, 0.05];
        double[] steps = [3e-7, 1e-2, 1e-2, 1e-2, 1e-2];
        var gradient = coherence.Evaluate(place, 1).Gradient;
        for (var index = 0; index < place.Length; index++)
        {
            double At(double move) => coherence.Evaluate([.. place.Select((value, other) => other == index ? value + move : value)], 1).Value;
            var difference = (At(steps[index]) - At(-steps[index])) / (2 * steps[index]);

            Assert.That(gradient[index], Is.EqualTo(difference).Within(2e-2 * Math.Abs(difference) + 1e-4 / steps[index] * 1e-2), $"coefficient {index}");
        }
    }

    [Test]
    public void The_pupil_is_found_from_the_sidebands()
    {
        using var coherence = Coherence();
        var (found, value, trials) = new PupilSearch(coherence, [100e-6, 0.5, 0.5, 0.5, 0.5], seed: 1).Find(new double[5], default);

        TestContext.Out.WriteLine($"coherence {value:F3} after {trials} trials: {found[0] * 1e6:F1} µm, {string.Join(", ", found.Skip(1).Select(c => c.ToString("F2", null)))}");
        Assert.That(value, Is.GreaterThan(PupilSearch.Accepted));
        Assert.That(found[0], Is.EqualTo(SimulatedStack.Defocus).Within(4e-6));
        Assert.That(found.Skip(1), Is.EqualTo(SimulatedStack.Wavefront).AsCollection.Within(0.15));
    }

    // The array half a degree off and a few per cent too near, as the fit of the discs may leave it.
    [TestCase(-0.010, 0.94, -0.25e-3)]
    [TestCase(-0.020, 0.93, 0.25e-3)]
    [TestCase(0.010, 1.06, 0.25e-3)]
    public void The_pupil_is_found_though_the_array_is_somewhat_off(double turn, double stretch, double move)
    {
        var pose = SimulatedStack.True;
        pose = pose with { Rotation = pose.Rotation + turn, Height = stretch * pose.Height, ShiftX = pose.ShiftX + move, ShiftY = pose.ShiftY + move };
        using var coherence = Coherence(pose);
        var (found, value, trials) = new PupilSearch(coherence, [100e-6, 0.5, 0.5, 0.5, 0.5], seed: 1).Find(new double[5], default);

        TestContext.Out.WriteLine($"coherence {value:F3} after {trials} trials: {found[0] * 1e6:F1} µm, {string.Join(", ", found.Skip(1).Select(c => c.ToString("F2", null)))}");
        Assert.That(value, Is.GreaterThan(PupilSearch.Accepted));
        Assert.That(found[0], Is.EqualTo(SimulatedStack.Defocus).Within(10e-6));
    }

    [Test]
    public void A_wrong_pupil_is_less_coherent()
    {
        using var coherence = Coherence();
        var right = coherence.Evaluate([SimulatedStack.Defocus, .. SimulatedStack.Wavefront], 2).Value;

        Assert.That(coherence.Evaluate(new double[5], 2).Value, Is.LessThan(0.8 * right));
        Assert.That(coherence.Evaluate([-SimulatedStack.Defocus, .. SimulatedStack.Wavefront], 2).Value, Is.LessThan(0.8 * right));
    }

    [Test]
    public void Frame_sets_grow_outwards_and_leave_the_pupils_edge_out()
    {
        var sets = new MicroscopeFrames(SimulatedStack.Model, SimulatedStack.True, NoSets).Sets(_means);

        Assert.That(sets.Keys, Is.EquivalentTo(MicroscopeKeys.FrameSets));
        Assert.That(sets[MicroscopeKeys.InnerDarkField], Is.SupersetOf(sets[MicroscopeKeys.BrightField]));
        Assert.That(sets[MicroscopeKeys.Usable], Is.SupersetOf(sets[MicroscopeKeys.MiddleDarkField]));
        Assert.That(sets[MicroscopeKeys.Usable].Select(frame => Math.Abs(Radius(frame) - SimulatedStack.Model.NominalRadius)), Has.All.GreaterThanOrEqualTo(2));
    }

    [Test]
    public void A_frame_that_takes_part_may_come_nearer_to_the_pupils_edge()
    {
        // An array at whose height one frame lies between both bounds and another within the narrower.
        double Bins(int frame, LedArrayPose pose) =>
            Math.Abs(SimulatedStack.Model.ApertureOf(frame, pose) / SimulatedStack.Model.NumericalAperture - 1) * SimulatedStack.Model.NominalRadius;
        int[] frames = [.. Enumerable.Range(0, _means.Length)];
        int[] Between(LedArrayPose pose) => [.. frames.Where(frame => Bins(frame, pose) is > 1.55 and < 1.95)];
        int[] Within(LedArrayPose pose) => [.. frames.Where(frame => Bins(frame, pose) < 1.45)];
        var near = Enumerable.Range(0, 200).Select(step => SimulatedStack.True with { Height = SimulatedStack.True.Height * (0.9 + 0.001 * step) })
            .First(pose => Between(pose).Length > 0 && Within(pose).Length > 0);

        var first = new MicroscopeFrames(SimulatedStack.Model, near, NoSets).Sets(_means)[MicroscopeKeys.Usable];
        var present = new Dictionary<string, IReadOnlyList<int>> { [MicroscopeKeys.Usable] = frames };
        var again = new MicroscopeFrames(SimulatedStack.Model, near, present).Sets(_means)[MicroscopeKeys.Usable];

        Assert.That(first.Intersect(Between(near)), Is.Empty);
        Assert.That(Between(near), Is.SubsetOf(again));
        Assert.That(again.Intersect(Within(near)), Is.Empty);
    }

    [Test]
    public void The_objects_first_guess_is_the_central_images_amplitude()
    {
        using var guess = CentralImage.Of(SimulatedStack.Model, _intensities[0, 0], torch.ScalarType.ComplexFloat32);
        using var mean = guess.abs().mean();
        using var expected = _intensities[0, 0].sqrt().mean();

        Assert.That(guess.shape, Is.EqualTo(new long[] { 384, 384 }));
        Assert.That(mean.item<float>(), Is.EqualTo(expected.item<float>()).Within(1e-2));
    }

    private static Dictionary<string, IReadOnlyList<int>> NoSets => [];

    private static FourierPtychographyOptions Options => new()
    {
        Layout = new LedLayoutOptions { Rows = 7, Columns = 7, Pitch = 3e-3 },
        NumericalAperture = new ParameterOptions { Nominal = [SimulatedStack.Aperture] },
        ArrayHeight = new ParameterOptions { Nominal = [SimulatedStack.Nominal.Height] },
    };

    private SidebandCoherence Coherence() => Coherence(SimulatedStack.True);

    private SidebandCoherence Coherence(LedArrayPose pose) => new(
        SimulatedStack.Model, _spectra, [.. _bright.Select(frame => SimulatedStack.Model.FrequencyOf(frame, pose))],
        [null, .. SimulatedStack.Model.Zernikes.Select(mode => (int?)mode)], PupilSearch.Bands);

    // Speckle within the two discs of each frame, falling as a specimen's with soft edges does, and noise.
    private static torch.Tensor FadingSidebands(IReadOnlyList<int> frames)
    {
        var (model, radius) = (SimulatedStack.Model, SimulatedStack.Model.NominalRadius);
        using var generator = new torch.Generator(5, torch.CPU);
        var (rows, columns) = (model.Image.Rows, model.Image.Columns);
        torch.Tensor Normal() => torch.complex(
            torch.randn(rows, columns, torch.ScalarType.Float32, torch.CPU, generator: generator), torch.randn(rows, columns, torch.ScalarType.Float32, torch.CPU, generator: generator));
        var y = torch.fft.fftfreq(rows, 1.0 / rows, torch.ScalarType.Float32).unsqueeze(1);
        var x = torch.fft.fftfreq(columns, 1.0 / columns, torch.ScalarType.Float32).unsqueeze(0);
        var envelope = (1 + (x.square() + y.square()) / (0.09 * radius * radius)).pow(-2.5);
        var (near, far) = (Normal() * envelope, Normal() * envelope);
        var noise = Math.Pow(1 + 1.3 * 1.3 / 0.09, -2.5);
        return torch.stack([.. frames.Select(frame =>
        {
            var (cx, cy) = model.FrequencyOf(frame, SimulatedStack.True);
            torch.Tensor Disc(int side) => ((x - side * cx).square() + (y - side * cy).square()).less(radius * radius);
            return near * Disc(1) + far * Disc(-1) + noise * Normal();
        })]);
    }

    private static double Radius(int frame) => Distance(SimulatedStack.Model.FrequencyOf(frame, SimulatedStack.True), (0, 0));

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));
}

using DiffImaging.Plugins.Holography.Stages.IlluminationProfile;
using DiffImaging.Plugins.Holography.Stages.PlaneWave;
using DiffImaging.Plugins.Holography.Stages.PointSource;
using DiffImaging.Plugins.Holography.Stages.ReferenceWave;
using DiffImaging.Plugins.Holography.Stages.Refinement;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.Stages;

public sealed class WaveTests
{
    private static readonly SamplingGrid Grid = new(16, 20, 2e-6);

    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void DropTensors() => _scope.Dispose();

    [Test]
    public void A_plane_wave_along_the_axis_is_one_number()
    {
        using var stage = new TestStage(new PlaneWaveFactory(), """{ "amplitude": 1.5 }""", TestLight.None(Grid));

        Assert.That(stage.Forward(null).shape, Is.EqualTo(new long[] { 1, 1, 1, 1 }));
        Assert.That(stage.Forward(null).real.item<double>(), Is.EqualTo(1.5));
    }

    [Test]
    public void A_fixed_tilt_that_is_given_another_value_is_not_ignored()
    {
        using var stage = new TestStage(new PlaneWaveFactory(), "{}", TestLight.None(Grid));
        var values = stage.With(PlaneWave.TiltXName, torch.tensor(0.01));

        Assert.That(stage.Forward(null, values).shape, Is.EqualTo(new long[] { 1, 1, 16, 20 }));
    }

    [Test]
    public void A_tilt_is_a_ramp_about_the_axis_with_the_frequency_of_the_medium()
    {
        using var stage = new TestStage(new PlaneWaveFactory(), """{ "tiltX": "30 mrad", "tiltY": "-10 mrad" }""", TestLight.None(Grid) with { RefractiveIndex = 1.5 });
        var phase = stage.Forward(null)[0, 0].angle();
        var frequency = (double angle) => 2 * Math.PI * 1.5 * Math.Sin(angle) / TestLight.Wavelength;

        Assert.That(phase[8, 10].item<double>(), Is.Zero.Within(1e-12));
        Assert.That(phase[8, 11].item<double>(), Is.EqualTo(frequency(0.03) * 2e-6).Within(1e-12));
        Assert.That(phase[9, 10].item<double>(), Is.EqualTo(frequency(-0.01) * 2e-6).Within(1e-12));
    }

    [Test]
    public void A_spherical_wave_has_the_phase_and_the_strength_of_its_slant()
    {
        using var stage = new TestStage(new SphericalWaveFactory(), """{ "radius": "200 µm", "amplitude": 2 }""", TestLight.None(Grid));
        var wave = stage.Forward(null)[0, 0];
        var slant = Math.Sqrt(200e-6 * 200e-6 + 2 * 8e-6 * 8e-6);
        var phase = 2 * Math.PI / TestLight.Wavelength * (slant - 200e-6);

        Assert.That(wave[4, 6].real.item<double>(), Is.EqualTo(2 * 200e-6 / slant * Math.Cos(phase)).Within(1e-9));
        Assert.That(wave[4, 6].imag.item<double>(), Is.EqualTo(2 * 200e-6 / slant * Math.Sin(phase)).Within(1e-9));
    }

    [Test]
    public void A_profile_multiplies_by_the_exponential_of_its_polynomials()
    {
        using var stage = new TestStage(new IlluminationProfileFactory(), """{ "degree": 2, "coefficients": [0.1, 0.2, 0.3, 0.4, 0.5] }""", TestLight.Field(Grid));
        var field = stage.Forward(torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat64))[0, 0].real;

        // In the corner ξ = η = −1: P₁ = −1, P₂ = 1; in the order x, y, xx, xy, yy.
        Assert.That(field[0, 0].item<double>(), Is.EqualTo(Math.Exp(-0.1 - 0.2 + 0.3 + 0.4 + 0.5)).Within(1e-12));
        Assert.That(field[0, 19].item<double>(), Is.EqualTo(Math.Exp(0.1 - 0.2 + 0.3 - 0.4 + 0.5)).Within(1e-12));
    }

    [Test]
    public void The_reference_wave_is_added_with_its_carrier()
    {
        using var stage = new TestStage(new ReferenceWaveFactory(), """{ "amplitude": 0.5, "carrierX": "100 1/mm", "carrierY": "-50 1/mm" }""", TestLight.Scattered(Grid));
        var wave = stage.Forward(torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat64))[0, 0] - 1;

        Assert.That(wave.abs().max().item<double>(), Is.EqualTo(0.5).Within(1e-12));
        Assert.That(wave[8, 11].angle().item<double>(), Is.EqualTo(2 * Math.PI * 0.2).Within(1e-9));
        Assert.That(wave[9, 10].angle().item<double>(), Is.EqualTo(-2 * Math.PI * 0.1).Within(1e-9));
    }

    [Test]
    public void Two_live_linearizations_of_the_reference_keep_their_carriers()
    {
        using var stage = new TestStage(new ReferenceWaveFactory(), """{ "amplitude": 0.5 }""", TestLight.Scattered(Grid));
        var field = torch.zeros([1, 1, 16, 20], torch.ScalarType.ComplexFloat64);
        var (first, second) = (stage.With("carrierX", torch.tensor(2e4)), stage.With("carrierX", torch.tensor(7e4)));
        using var one = stage.Linearize(field, first);
        using var two = stage.Linearize(field, second);

        // The wave is linear in its amplitude, 0.5: J 0.5 = f − u.
        var change = new VariableValues { { "amplitude", torch.tensor(0.5) } };
        var tangent = one.Jvp(new Signal(null, stage.Plan.Output), change).Tensor;
        Assert.That(Measure.RelativeError(tangent, one.Output.Tensor), Is.LessThan(1e-12));
        Assert.That(Measure.RelativeError(two.Output.Tensor, stage.Forward(field, second)), Is.LessThan(1e-12));
    }

    [Test]
    public void Refinement_keeps_extent_and_old_samples()
    {
        using var stage = new TestStage(new RefinementFactory(), """{ "factor": 3 }""", TestLight.Scattered(Grid));
        torch.manual_seed(5);
        var field = torch.randn([1, 1, 16, 20], torch.ScalarType.ComplexFloat64);
        var fine = stage.Forward(field);

        Assert.That(stage.Plan.Output.Grid, Is.EqualTo(new SamplingGrid(48, 60, 2e-6 / 3)));
        Assert.That(Measure.RelativeError(fine[.., .., torch.TensorIndex.Slice(step: 3), torch.TensorIndex.Slice(step: 3)], field), Is.LessThan(1e-12));
    }
}

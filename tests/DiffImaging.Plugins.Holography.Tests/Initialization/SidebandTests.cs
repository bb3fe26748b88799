using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Holography.Initialization;
using DiffImaging.Plugins.Holography.Modalities;
using DiffImaging.Plugins.Holography.Stages;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.Initialization;

public sealed class SidebandTests
{
    private const int Coarsening = 4;
    private const double Reference = 1.6;
    private const double Background = 0.3;
    private const double Distance = 3e-3;

    // Object wave, zero order and sidebands have bands that do not meet: only rounding is left.
    private const double Exact = 1e-9;

    private static readonly SamplingGrid Grid = new(128, 128, 4e-6);
    private static readonly SamplingGrid Wide = new(128, 192, 4e-6);

    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void DropTensors() => _scope.Dispose();

    [TestCase(40, 37)]
    [TestCase(-41, 36)]
    [TestCase(0, -45)]
    [TestCase(44, 0)]
    public void The_carrier_is_found_in_whole_bins_up_to_its_sign(int row, int column)
    {
        var found = CarrierBin.Find(Hologram(Grid, row, column), 0.5 / Coarsening);

        Assert.That(new[] { found, found.Opposite() }, Has.Member(new CarrierBin(row, column)));
    }

    [Test]
    public void In_a_frame_of_unequal_sides_the_zero_order_is_not_taken_for_the_carrier()
    {
        // 21 bins along the long side are 0.11 cycles per pixel, inside the zero order; the same bins along the short side are not.
        var fringes = TiltedWave.Phase(Wide, torch.tensor(21 / Wide.Width), torch.tensor(0.0)).cos();
        var hologram = SimulatedHologram.OffAxis(0.1 * SimulatedHologram.Wave(Wide), Wide, 1, 40, 55, 0) + fringes;
        var found = CarrierBin.Find(hologram, 0.5 / Coarsening);

        Assert.That(new[] { found, found.Opposite() }, Has.Member(new CarrierBin(40, 55)));
    }

    [TestCase(40, 37)]
    [TestCase(-41, 36)]
    [TestCase(-38, -39)]
    public void The_demodulated_sideband_is_the_object_field_times_the_reference(int row, int column)
    {
        var field = SimulatedHologram.Wave(Grid);
        var hologram = SimulatedHologram.OffAxis(field, Grid, Reference, row, column, Background);
        var sideband = Sideband.Demodulate(hologram, new CarrierBin(row, column), Coarsening);

        // Amplitude and phase, ramp and constant included: the samples of the coarse grid are every fourth pixel.
        var expected = Reference * Every(field, Coarsening);
        Assert.That(sideband.shape, Is.EqualTo(new long[] { 32, 32 }));
        Assert.That(Measure.RelativeError(sideband, expected), Is.LessThan(Exact));
    }

    [Test]
    public void A_carrier_off_by_one_bin_leaves_a_ramp_of_the_stated_sign()
    {
        var field = SimulatedHologram.Wave(Grid);
        var hologram = SimulatedHologram.OffAxis(field, Grid, Reference, 40, 37, Background);
        var sideband = Sideband.Demodulate(hologram, new CarrierBin(40, 38), Coarsening);

        // o R exp(−iκ) moved by one bin too many: a ramp of + one turn over the width.
        var ramp = Phasor.Of(TiltedWave.Phase(Grid, torch.tensor(1 / Grid.Width), torch.tensor(0.0)));
        Assert.That(Measure.RelativeError(sideband, Reference * Every(field * ramp, Coarsening)), Is.LessThan(Exact));
    }

    [Test]
    public void The_other_sideband_holds_the_conjugate()
    {
        var field = SimulatedHologram.Wave(Grid);
        var hologram = SimulatedHologram.OffAxis(field, Grid, Reference, 40, 37, Background);
        var sideband = Sideband.Demodulate(hologram, new CarrierBin(-40, -37), Coarsening);

        Assert.That(Measure.RelativeError(sideband, Reference * Every(field, Coarsening).conj()), Is.LessThan(Exact));
    }

    [TestCase(1.6, 0.3)]
    [TestCase(0.9, 0)]
    public void The_regression_recovers_reference_amplitude_and_background(double reference, double background)
    {
        var field = SimulatedHologram.Propagate(SimulatedHologram.Wave(Grid), Grid, Distance, 0);
        var hologram = SimulatedHologram.OffAxis(field, Grid, reference, 42, 40, background);
        var sideband = Sideband.Demodulate(hologram, new CarrierBin(42, 40), Coarsening);
        var fit = Sideband.FitReference(hologram, sideband, Coarsening);

        Assert.That(fit.Reference, Is.EqualTo(reference).Within(0.01 * reference));
        Assert.That(fit.Background, Is.EqualTo(background).Within(0.03));
    }

    [Test]
    public void Without_an_object_all_constant_light_is_the_references()
    {
        var hologram = torch.full(128, 128, 4.0, torch.ScalarType.Float64);
        var fit = Sideband.FitReference(hologram, torch.zeros([32, 32], torch.ScalarType.ComplexFloat64), Coarsening);

        Assert.That(fit, Is.EqualTo((2.0, 0.0)));
    }

    [TestCase(42, 40, Precision.Single)]
    [TestCase(-42, 40, Precision.Single)]
    [TestCase(42, -40, Precision.Double)]
    [TestCase(-42, -40, Precision.Single)]
    public void Of_the_two_sidebands_the_one_in_focus_before_the_sensor_is_taken(int row, int column, Precision precision)
    {
        var specimen = SimulatedHologram.Wave(Grid);
        var field = SimulatedHologram.Propagate(specimen, Grid, Distance, 0);
        var hologram = SimulatedHologram.OffAxis(field, Grid, Reference, row, column, Background);
        var guess = FirstGuess.Of(new OffAxisHolographyFactory(),
            """{ "wavelength": "532 nm", "pixelPitch": "4 µm", "distance": "2.9 mm", "coarsening": 4, "margin": 16 }""", hologram, precision, "propagation.distance");
        var value = (string name) => guess.Values[name].item<double>();

        Assert.That(value("reference.carrierX"), Is.EqualTo(column / Grid.Width).Within(1e-6));
        Assert.That(value("reference.carrierY"), Is.EqualTo(row / Grid.Height).Within(1e-6));
        Assert.That(value("reference.amplitude"), Is.EqualTo(Reference).Within(0.02));
        Assert.That(value("sensor.offset"), Is.EqualTo(Background).Within(0.05));
        var depth = 2 * FocalDepth.Of(new SamplingGrid(32, 32, 16e-6), new Light(TestLight.Wavelength), Distance);
        Assert.That(value("propagation.distance"), Is.EqualTo(Distance).Within(depth));

        var transmittance = guess.Values["object.transmittance"];
        Assert.That(transmittance.shape, Is.EqualTo(new long[] { 40, 40 }));
        Assert.That(transmittance.dtype, Is.EqualTo(precision == Precision.Double ? torch.ScalarType.ComplexFloat64 : torch.ScalarType.ComplexFloat32));
        var inside = Margin.Centre(transmittance.to(torch.ScalarType.ComplexFloat64), 32, 32);
        Assert.That(Measure.RelativeError(inside, Every(specimen, Coarsening)), Is.LessThan(0.25));
    }

    [Test]
    public void A_carrier_that_is_given_decides_the_sideband()
    {
        var field = SimulatedHologram.Propagate(SimulatedHologram.Wave(Grid), Grid, Distance, 0);
        var hologram = SimulatedHologram.OffAxis(field, Grid, Reference, 42, 40, Background);
        var options = FormattableString.Invariant(
            $$"""{ "wavelength": "532 nm", "pixelPitch": "4 µm", "distance": "3 mm", "carrier": [{{-40 / Grid.Width}}, {{-42 / Grid.Height}}], "scan": { "enabled": false } }""");
        var guess = FirstGuess.Of(new OffAxisHolographyFactory(), options, hologram, Precision.Single);

        Assert.That(guess.Values["reference.carrierX"].item<double>(), Is.EqualTo(-40 / Grid.Width).Within(1e-6));
        Assert.That(guess.Values["propagation.distance"].item<double>(), Is.EqualTo(3e-3));
        Assert.That(guess.Scans, Is.Empty);
    }

    private static torch.Tensor Hologram(SamplingGrid grid, int row, int column) =>
        SimulatedHologram.OffAxis(SimulatedHologram.Wave(grid), grid, Reference, row, column, Background);

    private static torch.Tensor Every(torch.Tensor field, int step) =>
        field[torch.TensorIndex.Slice(step: step), torch.TensorIndex.Slice(step: step)];
}

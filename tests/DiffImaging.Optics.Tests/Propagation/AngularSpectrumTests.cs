using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Propagation;

[TestFixture]
public sealed class AngularSpectrumTests : ScopedFixture
{
    // Only rounding in float64 is between the two sides: transforms of some 10⁵ samples, phases of some 10³ rad.
    private const double Rounding = 1e-11;

    // The beam's divergence λ/(π w₀) = 0.8 mrad; the paraxial solution itself is wrong by k z θ⁴ / 8 and less.
    private const double Paraxial = 1e-4;

    private static readonly SamplingGrid Grid = new(120, 128, 2e-6);

    [TestCase(1.0)]
    [TestCase(1.33)]
    public void A_plane_wave_at_an_angle_only_gains_the_exact_phase(double index)
    {
        var (light, z) = (new Light(405e-9, index), 3.7e-3);
        var (fx, fy) = (17 / Grid.Width, -23 / Grid.Height);
        var wave = Phasor.Of(TiltedWave.Phase(Grid, Fields.Scalar(fx), Fields.Scalar(fy)));

        var output = Propagate(Grid, light, wave, z);

        // The carrier is apart: 2πz (√(w² − f²) − w), here without caring for cancellation.
        var phase = 2 * Math.PI * z * (Math.Sqrt(light.CutOff * light.CutOff - fx * fx - fy * fy) - light.CutOff);
        Assert.That(Fields.RelativeError(output, wave * Phasor.Of(Fields.Scalar(phase))), Is.LessThan(1e-9));   // the naive phase itself has lost digits
    }

    [TestCase(1.0)]
    [TestCase(1.33)]
    public void A_gaussian_beam_spreads_as_the_paraxial_solution_says(double index)
    {
        var (grid, light) = (new SamplingGrid(256, 240, 20e-6), new Light(633e-9, index));
        var (waist, z) = (250e-6, 0.3);   // z is beyond the Rayleigh length 0.31 m / n

        var output = Propagate(grid, light, Fields.GaussianBeam(grid, light, waist, 0), z);

        Assert.That(Fields.RelativeError(output, Fields.GaussianBeam(grid, light, waist, z)), Is.LessThan(Paraxial));
    }

    [Test]
    public void The_axis_behind_a_circular_aperture_has_the_exact_field()
    {
        // Rayleigh–Sommerfeld, exact on the axis: u = e^{ikz} − (z/s) e^{iks}, s = √(z² + a²). Integrated over Gaussian-weighted
        // radii it becomes smooth: here a disc with the soft edge exp(−(r/a)^2), for which u is a one-dimensional integral.
        var (grid, light) = (new SamplingGrid(400, 400, 0.25e-6), new Light(500e-9));
        var (radius, z) = (8e-6, 60e-6);
        var field = Fields.ToComplex((-Fields.SquaredRadius(grid) / (radius * radius)).exp());

        var output = Propagate(grid, light, field, z)[grid.Rows / 2, grid.Columns / 2];

        // u(z) e^{-ikz} = −∫ A(r) d/dr[ (z/s) e^{ik(s−z)} ] dr = 1 + ∫ A'(r) (z/s) e^{ik(s−z)} dr, by parts, with A(0) = 1.
        var integral = System.Numerics.Complex.Zero;
        const int Steps = 200_000;
        var width = 8 * radius / Steps;
        for (var step = 0; step < Steps; step++)
        {
            var r = (step + 0.5) * width;
            var s = Math.Sqrt(z * z + r * r);
            var slope = -2 * r / (radius * radius) * Math.Exp(-r * r / (radius * radius));
            integral += slope * (z / s) * System.Numerics.Complex.FromPolarCoordinates(width, light.Wavenumber * r * r / (s + z));
        }

        var expected = System.Numerics.Complex.One + integral;
        var found = new System.Numerics.Complex(output.real.item<double>(), output.imag.item<double>());

        // The transfer function leaves out evanescent waves and the periodic edge lets through what leaves the grid: below 10⁻⁴.
        Assert.That((found - expected).Magnitude / expected.Magnitude, Is.LessThan(1e-4));
    }

    [Test]
    public void A_converging_spherical_wave_reaches_its_focus_in_phase()
    {
        var (grid, light, radius) = (new SamplingGrid(768, 768, 0.5e-6), new Light(500e-9), 0.5e-3);
        const double Width = 60e-6;
        var soft = (-Fields.SquaredRadius(grid) / (Width * Width)).exp();
        var towards = Phasor.Of(SphericalWave.Phase(grid, light, Fields.Scalar(-radius))) * soft;
        var from = Phasor.Of(SphericalWave.Phase(grid, light, Fields.Scalar(radius))) * soft;

        var focus = Propagate(grid, light, towards, radius);
        var behind = Propagate(grid, light, focus, radius);

        // Behind the focus the wave diverges, turned by the Gouy phase −π/2 on either side: −1 in all.
        Assert.That(focus.abs().argmax().item<long>(), Is.EqualTo(grid.Rows / 2 * grid.Columns + grid.Columns / 2));
        // The soft aperture's own diffraction moves the focus, which turns the wave at its edge by 2R/z_R rad.
        Assert.That(Fields.RelativeError(behind, -from), Is.LessThan(2 * radius / (0.5 * light.Wavenumber * Width * Width)));
    }

    [Test]
    public void There_and_back_is_the_identity()
    {
        var (light, field) = (new Light(405e-9), Fields.Random(1, 120, 128));

        var back = Propagate(Grid, light, Propagate(Grid, light, field, 5e-3), -5e-3);

        Assert.That(Fields.RelativeError(back, field), Is.LessThan(Rounding));
    }

    [Test]
    public void Two_steps_are_one()
    {
        var (light, field) = (new Light(405e-9, 1.5), Fields.Random(1, 120, 128));

        var twice = Propagate(Grid, light, Propagate(Grid, light, field, 2e-3), 3e-3);

        Assert.That(Fields.RelativeError(twice, Propagate(Grid, light, field, 5e-3)), Is.LessThan(Rounding));
    }

    [Test]
    public void Energy_is_conserved()
    {
        var field = Fields.Random(1, 2, 1, 120, 128);

        var output = Propagate(Grid, new Light(405e-9), field, 5e-3);

        Assert.That(Fields.Norm(output), Is.EqualTo(Fields.Norm(field)).Within(Rounding * Fields.Norm(field)));
    }

    [Test]
    public void Evanescent_waves_are_zero_and_have_no_poisoned_gradient()
    {
        var (grid, light) = (new SamplingGrid(16, 16, 0.1e-6), new Light(500e-9));
        using var propagator = new AngularSpectrum(grid, light, Fields.Double);
        var distance = Fields.Scalar(1e-6).requires_grad_(true);

        var transfer = propagator.TransferFunction(distance);
        transfer.real.sum().backward();

        var evanescent = Coordinates.SquaredFrequency(grid, torch.CPU) > light.CutOff * light.CutOff;
        Assert.That(evanescent.any().item<bool>(), Is.True);
        Assert.That(transfer.masked_select(evanescent).abs().max().item<double>(), Is.Zero);
        Assert.That(transfer.masked_select(evanescent.logical_not()).abs().sub(1).abs().max().item<double>(), Is.LessThan(Rounding));
        Assert.That(double.IsFinite(distance.grad!.item<double>()), Is.True);
    }

    [Test]
    public void Single_precision_keeps_the_phase_at_37_mm()
    {
        // The claim of the carrier-free form: 36.85 mm at 405 nm, 1.85 µm pixels. Phases reach some 10⁴ rad.
        const double PhaseOfSingle = 2e-6;   // rad: a few ulp of a float32 phase within half a turn
        var (grid, light, z) = (new SamplingGrid(512, 512, 1.85e-6), new Light(405e-9), Fields.Scalar(36.85e-3));
        using var exact = new AngularSpectrum(grid, light, Fields.Double);
        using var single = new AngularSpectrum(grid, light, Fields.Single);

        var found = single.TransferFunction(z);
        var difference = (found.to(torch.complex128) * exact.TransferFunction(z).conj()).angle().abs().max().item<double>();

        Assert.That(found.dtype, Is.EqualTo(torch.ScalarType.ComplexFloat32));
        Assert.That(exact.AxialPhase.abs().max().item<double>() * 36.85e-3, Is.GreaterThan(1000));
        Assert.That(difference, Is.LessThan(PhaseOfSingle));
    }

    [Test]
    public void The_axial_phase_is_the_exact_one_less_the_carrier()
    {
        var light = new Light(405e-9, 1.33);
        using var propagator = new AngularSpectrum(Grid, light, Fields.Double);
        var squared = Coordinates.SquaredFrequency(Grid, torch.CPU);

        var naive = 2 * Math.PI * ((light.CutOff * light.CutOff - squared).sqrt() - light.CutOff);

        // The naive form cancels some 10⁻¹⁶ · 2πw = 2·10⁻⁹ rad/m.
        Assert.That((propagator.AxialPhase - naive).abs().max().item<double>(), Is.LessThan(1e-7));
    }

    [Test]
    public void Frames_may_have_a_distance_each()
    {
        var (light, field) = (new Light(405e-9), Fields.Random(1, 1, 1, 120, 128));
        using var propagator = new AngularSpectrum(Grid, light, Fields.Double);
        var distances = torch.tensor([1e-3, -2e-3, 5e-3], Fields.Real);

        var output = propagator.Propagate(field, propagator.TransferFunction(distances));

        Assert.That(output.shape, Is.EqualTo(new long[] { 3, 1, 120, 128 }));
        Assert.That(Fields.RelativeError(output[2, 0], Propagate(Grid, light, field[0, 0], 5e-3)), Is.LessThan(Rounding));
    }

    [Test]
    public void The_band_limit_cuts_what_the_transfer_function_cannot_represent()
    {
        var (light, z) = (new Light(405e-9), 50e-3);
        using var limited = new AngularSpectrum(Grid, light, Fields.Double, bandLimitDistance: z);

        var transfer = limited.TransferFunction(Fields.Scalar(z));

        var limit = AngularSpectrum.BandLimit(Grid.Width, light, z);
        var outside = (Coordinates.FrequencyX(Grid, torch.CPU).abs() > limit).expand_as(transfer);
        Assert.That(outside.any().item<bool>(), Is.True);
        Assert.That(transfer.masked_select(outside).abs().max().item<double>(), Is.Zero);

        // At the limit the phase turns by π from bin to bin, which is what two samples a turn can hold.
        var slope = 2 * Math.PI * z * limit / Math.Sqrt(light.CutOff * light.CutOff - limit * limit) / Grid.Width;
        Assert.That(slope, Is.EqualTo(Math.PI).Within(1e-9));
    }

    [Test]
    public void Padding_keeps_light_that_leaves_on_one_side_from_coming_in_on_the_other()
    {
        // A tilted beam walks 200 µm to +x, out of the right edge at 128 µm.
        var (light, z) = (new Light(500e-9), 2e-3);
        var tilt = TiltedWave.Phase(Grid, Fields.Scalar(TiltedWave.Frequency(light, 0.1)), Fields.Scalar(0));
        var beam = Fields.GaussianBeam(Grid, light, 20e-6, 0) * Phasor.Of(tilt);
        using var padded = new AngularSpectrum(Grid, light, Fields.Double, padding: 128);

        var wrapped = Propagate(Grid, light, beam, z);
        var output = padded.Propagate(beam, padded.TransferFunction(Fields.Scalar(z)));

        Assert.That(output.shape, Is.EqualTo(beam.shape));
        Assert.That(Fields.Norm(wrapped), Is.EqualTo(Fields.Norm(beam)).Within(1e-9 * Fields.Norm(beam)));
        Assert.That(Fields.Norm(output), Is.LessThan(0.01 * Fields.Norm(beam)));
    }

    [Test]
    public void Padding_changes_nothing_in_the_middle()
    {
        var (light, z) = (new Light(500e-9), 1e-3);
        var beam = Fields.GaussianBeam(Grid, light, 30e-6, 0);
        using var padded = new AngularSpectrum(Grid, light, Fields.Double, padding: 40);

        var output = padded.Propagate(beam, padded.TransferFunction(Fields.Scalar(z)));

        // At the edge the beam has e⁻¹⁶ of its amplitude.
        Assert.That(Fields.RelativeError(output, Propagate(Grid, light, beam, z)), Is.LessThan(1e-5));
    }

    [Test]
    public void The_derivative_by_the_distance_agrees_with_central_differences()
    {
        const double Step = 1e-8;   // metres; the phase moves by 10⁻³ rad at the highest frequency
        var (light, field, cotangent) = (new Light(405e-9), Fields.Random(1, 120, 128), Fields.Random(2, 120, 128));
        using var propagator = new AngularSpectrum(Grid, light, Fields.Double);
        var functional = (torch.Tensor z) => (cotangent.conj() * propagator.Propagate(field, propagator.TransferFunction(z))).real.sum();
        var distance = Fields.Scalar(2e-3).requires_grad_(true);

        functional(distance).backward();

        var difference = (functional(Fields.Scalar(2e-3 + Step)) - functional(Fields.Scalar(2e-3 - Step))).item<double>() / (2 * Step);
        Assert.That(distance.grad!.item<double>(), Is.EqualTo(difference).Within(1e-5 * Math.Abs(difference)));   // second order: (10⁻³)² / 6, and rounding over the step
    }

    [Test]
    public void A_field_that_does_not_fit_is_refused()
    {
        using var propagator = new AngularSpectrum(Grid, new Light(405e-9), Fields.Double);
        var transfer = propagator.TransferFunction(Fields.Scalar(0));

        Assert.That(() => propagator.Propagate(torch.zeros(120, 128), transfer), Throws.ArgumentException.With.Message.Contains("complex"));
        Assert.That(() => propagator.Propagate(Fields.Random(1, 64, 128), transfer), Throws.ArgumentException.With.Message.Contains("[..., 120, 128]"));
    }

    private static torch.Tensor Propagate(SamplingGrid grid, Light light, torch.Tensor field, double distance)
    {
        using var propagator = new AngularSpectrum(grid, light, Fields.Double);
        return propagator.Propagate(field, propagator.TransferFunction(Fields.Scalar(distance)));
    }
}

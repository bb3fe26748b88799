using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace Acme.StructuredIllumination.Tests.Stages;

/// <summary>The physics against closed forms: a wave in, its three bands out.</summary>
[TestFixture]
public sealed class StructuredIlluminationTests
{
    private const double Aperture = 1.4;
    private const double Wavelength = 525e-9;

    // Rounding of float64 over a transform of a few thousand numbers.
    private const double Exact = 1e-12;

    private static readonly SamplingGrid Grid = new(48, 64, 30e-9);

    private static double CutOff => 2 * Aperture / Wavelength;

    [TestCase(5, 3, 8, -2)]
    [TestCase(12, -7, 9, 4)]
    [TestCase(-3, 6, 3, -6)]
    public void A_wave_goes_into_three_bands_with_the_factors_of_the_objective(int fx, int fy, int kx, int ky)
    {
        // In bins: all waves are periodic on the grid. x = 1 + a cos(2π f·r + α), p = 1 + m cos(2π k·r + φ).
        const double a = 0.6, alpha = 0.4, m = 0.8, phi = 1.1;
        var (f, k) = (Bins(fx, fy), Bins(kx, ky));
        using var scope = torch.NewDisposeScope();
        using var stage = new StageUnderTest(
            FormattableString.Invariant($$"""{ "numericalAperture": {{Aperture}}, "frequency": [{{k.X:R}}, {{k.Y:R}}], "phase": {{phi}}, "modulation": {{m}} }"""), Grid, 1);

        var seen = stage.Frames(1 + a * Wave(f, alpha))[0];

        var expected = 1 + a * Transfer(f) * Wave(f, alpha)
            + m * Transfer(k) * Wave(k, phi)
            + a * m / 2 * Transfer((f.X + k.X, f.Y + k.Y)) * Wave((f.X + k.X, f.Y + k.Y), alpha + phi)
            + a * m / 2 * Transfer((f.X - k.X, f.Y - k.Y)) * Wave((f.X - k.X, f.Y - k.Y), alpha - phi);
        Assert.That((seen - expected).abs().max().ToDouble(), Is.LessThan(Exact));
    }

    [Test]
    public void Detail_beyond_the_objective_is_seen_under_stripes_alone()
    {
        // 11 bins of 1.92 µm are 5.7 1/µm, beyond the objective's 5.33; stripes of 8 bins bring it to 3.
        var (f, k) = (Bins(11, 0), Bins(8, 0));
        Assume.That(f.X, Is.GreaterThan(CutOff));
        double Contrast(double modulation)
        {
            using var scope = torch.NewDisposeScope();
            using var stage = new StageUnderTest(
                FormattableString.Invariant($$"""{ "numericalAperture": {{Aperture}}, "frequency": [{{k.X:R}}, 0], "modulation": {{modulation}} }"""), Grid, 1);
            return (torch.fft.fft2(stage.Frames(1 + Wave(f, 0))[0])[0, 3].abs() * 2 / (Grid.Rows * Grid.Columns)).ToDouble();
        }

        Assert.That(Contrast(0), Is.LessThan(Exact));
        Assert.That(Contrast(1), Is.EqualTo(0.5 * Transfer(Bins(3, 0))).Within(Exact));
    }

    [Test]
    public void Frames_at_equal_steps_of_the_phase_add_up_to_the_wide_field_image()
    {
        using var scope = torch.NewDisposeScope();
        var k = Bins(7.3, 4.1);
        using var stage = new StageUnderTest(FormattableString.Invariant($$"""{ "numericalAperture": {{Aperture}}, "frequency": [{{k.X:R}}, {{k.Y:R}}] }"""), Grid, 3);
        using var wide = new StageUnderTest(FormattableString.Invariant($$"""{ "numericalAperture": {{Aperture}}, "frequency": [{{k.X:R}}, {{k.Y:R}}], "modulation": 0 }"""), Grid, 3);
        torch.random.manual_seed(1);
        var density = torch.rand(Grid.Rows, Grid.Columns, dtype: torch.ScalarType.Float64);

        var mean = stage.Frames(density).mean([0L]);

        Assert.That((mean - wide.Frames(density)[0]).abs().max().ToDouble(), Is.LessThan(Exact));
    }

    [Test]
    public void Phases_are_counted_at_the_same_place_on_grids_of_any_refinement()
    {
        // A uniform object shows the stripes themselves; the camera's pixels hold one, two or four samples.
        var k = Bins(5, 0);
        torch.Tensor Seen(int refinement)
        {
            var fine = new SamplingGrid(Grid.Rows * refinement, Grid.Columns * refinement, Grid.Pitch / refinement);
            using var stage = new StageUnderTest(
                FormattableString.Invariant($$"""{ "numericalAperture": {{Aperture}}, "frequency": [{{k.X:R}}, 0], "phase": 0.7, "refinement": {{refinement}} }"""), fine, 1);
            return stage.Frames(torch.ones(fine.Rows, fine.Columns, dtype: torch.ScalarType.Float64))[0].reshape(Grid.Rows, refinement, Grid.Columns, refinement).mean([1L, 3L]);
        }

        using var scope = torch.NewDisposeScope();
        double Phase(torch.Tensor image) => torch.fft.fft2(image)[0, 5].angle().ToDouble();
        Assert.That(Phase(Seen(2)), Is.EqualTo(Phase(Seen(1))).Within(Exact * 100));
        Assert.That(Phase(Seen(4)), Is.EqualTo(Phase(Seen(1))).Within(Exact * 100));
    }

    [TestCase("""{ "numericalAperture": 1.4, "frequency": ["4 1/um", "1 1/um", "2 1/um"] }""", "pipeline:stage:frequency", "x and y for each orientation")]
    [TestCase("""{ "numericalAperture": 1.4, "frequency": ["4 1/um", 0, 0, "4 1/um"] }""", "pipeline:stage:frequency", "as many frames for each")]
    [TestCase("""{ "numericalAperture": 1.4, "frequency": ["14 1/um", 0] }""", "pipeline:stage:frequency", "give the object finer samples")]
    [TestCase("""{ "numericalAperture": 1.4, "frequency": ["4 1/um", 0], "phase": [0, 1] }""", "pipeline:stage:phase", "expected 3")]
    [TestCase("""{ "numericalAperture": 1.4, "frequency": ["4 1/um", 0], "margin": 24 }""", "pipeline:stage:margin", "leaves nothing")]
    [TestCase("""{ "numericalAperture": [1.4, 1.2], "frequency": ["4 1/um", 0] }""", "pipeline:stage:numericalAperture", "expected one")]
    public void Options_that_do_not_fit_are_errors_at_their_key(string options, string path, string message)
    {
        var plan = StageUnderTest.PlanOf(options, new SignalDescription { Domain = SignalDomain.None, Grid = Grid, Wavelength = Wavelength, Frames = 3 });

        var error = plan.Findings.Single(finding => finding.Severity == Severity.Error);
        Assert.That(error.Path, Is.EqualTo(path));
        Assert.That(error.Message, Does.Contain(message));
    }

    // The overlap of two discs, by its integral: nothing of the stage's own formula.
    private static double Transfer((double X, double Y) frequency)
    {
        var ratio = Math.Sqrt(frequency.X * frequency.X + frequency.Y * frequency.Y) / CutOff;
        if (ratio >= 1)
        {
            return 0;
        }

        var angle = Math.Acos(ratio);
        return (2 * angle - Math.Sin(2 * angle)) / Math.PI;
    }

    private static (double X, double Y) Bins(double x, double y) => (x / Grid.Width, y / Grid.Height);

    private static torch.Tensor Wave((double X, double Y) frequency, double phase) =>
        (2 * Math.PI * (frequency.X * Coordinates.X(Grid, torch.CPU) + frequency.Y * Coordinates.Y(Grid, torch.CPU)) + phase).cos();
}

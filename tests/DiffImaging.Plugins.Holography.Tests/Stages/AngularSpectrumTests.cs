using DiffImaging.Plugins.Holography.Stages.AngularSpectrum;
using DiffImaging.Plugins.Holography.Stages.Fresnel;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.Stages;

public sealed class AngularSpectrumTests
{
    // Only the rounding of a few FFTs in double precision lies between two exact ways.
    private const double Exact = 1e-10;

    private static readonly SamplingGrid Grid = new(64, 48, 2e-6);

    private torch.Tensor _field = null!;
    private DisposeScope _scope = null!;

    [SetUp]
    public void MakeField()
    {
        _scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        _field = torch.randn([2, 1, 64, 48], torch.ScalarType.ComplexFloat64);
    }

    [TearDown]
    public void DropTensors() => _scope.Dispose();

    [TestCase("""{ "distance": ["0.3 mm", "-0.2 mm"] }""")]
    [TestCase("""{ "distance": "0.3 mm", "padding": 8 }""")]
    [TestCase("""{ "distance": "0.3 mm", "sourceDistance": "2 mm", "wavelengthError": 0.01 }""")]
    public void The_gradient_by_distance_in_closed_form_is_the_one_of_autograd(string options)
    {
        using var stage = new TestStage(new AngularSpectrumFactory(), options, TestLight.Scattered(Grid) with { Frames = 2 });
        var cotangent = torch.randn_like(_field);
        var distance = stage.Nominal["distance"].clone().requires_grad_(true);
        (cotangent.conj() * stage.Forward(_field, stage.With("distance", distance))).real.sum().backward();

        using var linearization = stage.Linearize(_field);
        var (_, values) = linearization.Vjp(new Signal(cotangent, stage.Plan.Output), new CotangentRequest(false, new HashSet<string> { "distance" }));

        Assert.That(Relative(values["distance"], distance.grad!), Is.LessThan(Exact));
    }

    [Test]
    public void Two_live_linearizations_at_different_distances_do_not_disturb_each_other()
    {
        using var stage = new TestStage(new AngularSpectrumFactory(), """{ "distance": "0.3 mm" }""", TestLight.Scattered(Grid) with { Frames = 2 });
        var (near, far) = (stage.With("distance", torch.tensor(1e-4)), stage.With("distance", torch.tensor(5e-4)));
        var tangent = torch.randn_like(_field);
        using var first = stage.Linearize(_field, near);
        using var second = stage.Linearize(_field, far);

        // The stage is linear in the field: J v = f(v).
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.That(Relative(Jvp(first, tangent), stage.Forward(tangent, near)), Is.LessThan(Exact));
            Assert.That(Relative(Jvp(second, tangent), stage.Forward(tangent, far)), Is.LessThan(Exact));
        }

        Assert.That(Relative(first.Output.Tensor, stage.Forward(_field, near)), Is.LessThan(Exact));
    }

    [Test]
    public void Propagating_there_and_back_gives_the_field_again()
    {
        using var there = new TestStage(new AngularSpectrumFactory(), """{ "distance": "0.3 mm" }""", TestLight.Scattered(Grid) with { Frames = 2 });
        using var back = new TestStage(new AngularSpectrumFactory(), """{ "distance": "-0.3 mm" }""", TestLight.Scattered(Grid) with { Frames = 2 });

        Assert.That(Relative(back.Forward(there.Forward(_field)), _field), Is.LessThan(Exact));
    }

    [Test]
    public void A_point_diverges_along_the_light()
    {
        using var stage = new TestStage(new AngularSpectrumFactory(), """{ "distance": "0.5 mm" }""", TestLight.Scattered(Grid));
        var point = torch.zeros_like(_field.narrow(0, 0, 1));
        point[0, 0, 32, 24] = torch.tensor(1.0, torch.ScalarType.ComplexFloat64);
        var phase = stage.Forward(point)[0, 0].angle();

        // Time convention exp(−iωt): the phase of a diverging wave grows outwards, by k r² / 2z.
        // The sharp end of the grid's band rings by a tenth of a radian.
        var expected = Math.PI * 64e-12 / (TestLight.Wavelength * 0.5e-3);
        Assert.That((phase[32, 28] - phase[32, 24]).item<double>(), Is.EqualTo(expected).Within(0.2));
        Assert.That((phase[28, 24] - phase[32, 24]).item<double>(), Is.EqualTo(expected).Within(0.2));
    }

    [Test]
    public void Each_frame_has_its_distance()
    {
        using var both = new TestStage(new AngularSpectrumFactory(), """{ "distance": ["0.1 mm", "0.4 mm"] }""", TestLight.Scattered(Grid) with { Frames = 2 });
        using var second = new TestStage(new AngularSpectrumFactory(), """{ "distance": "0.4 mm" }""", TestLight.Scattered(Grid));

        Assert.That(Relative(both.Forward(_field)[1], second.Forward(_field.narrow(0, 1, 1))[0]), Is.LessThan(Exact));
    }

    [Test]
    public void A_point_source_shortens_the_distance_and_a_longer_wavelength_lengthens_it()
    {
        using var point = new TestStage(new AngularSpectrumFactory(),
            """{ "distance": "1 mm", "sourceDistance": "4 mm", "wavelengthError": 0.04 }""", TestLight.Scattered(Grid) with { Frames = 2 });
        using var plane = new TestStage(new AngularSpectrumFactory(), """{ "distance": "0.78 mm" }""", TestLight.Scattered(Grid) with { Frames = 2 });

        Assert.That(Relative(point.Forward(_field), plane.Forward(_field)), Is.LessThan(1e-9));
    }

    [Test]
    public void At_small_angles_it_agrees_with_fresnel()
    {
        var grid = new SamplingGrid(64, 48, 20e-6);
        using var exact = new TestStage(new AngularSpectrumFactory(), """{ "distance": "5 mm" }""", TestLight.Scattered(grid) with { Frames = 2 });
        using var paraxial = new TestStage(new FresnelFactory(), """{ "distance": "5 mm" }""", TestLight.Scattered(grid) with { Frames = 2 });

        // The phase left out, π z λ³ f⁴ / 4, is 1 mrad in the corner of this grid.
        Assert.That(Relative(exact.Forward(_field), paraxial.Forward(_field)), Is.LessThan(1e-3));
    }

    [Test]
    public void Padding_keeps_the_light_from_coming_in_at_the_other_side()
    {
        using var bare = new TestStage(new AngularSpectrumFactory(), """{ "distance": "0.2 mm" }""", TestLight.Scattered(Grid));
        using var padded = new TestStage(new AngularSpectrumFactory(), """{ "distance": "0.2 mm", "padding": 16 }""", TestLight.Scattered(Grid));
        var edge = torch.zeros_like(_field.narrow(0, 0, 1));
        edge[0, 0, 32, 1] = torch.tensor(1.0, torch.ScalarType.ComplexFloat64);
        var across = (TestStage stage) => stage.Forward(edge)[0, 0].narrow(1, 44, 4).abs().square().sum().item<double>();

        Assert.That(across(padded), Is.LessThan(0.1 * across(bare)));
    }

    [Test]
    public void The_natural_scale_is_half_the_depth_of_focus()
    {
        var plan = TestStage.PlanOf(new AngularSpectrumFactory(), """{ "distance": "1 mm" }""", TestLight.Scattered(Grid));
        var aperture = 48e-6 / Math.Sqrt(48e-6 * 48e-6 + 1e-6);

        Assert.That(plan.Parameters[0].Scale, Is.EqualTo(TestLight.Wavelength / (2 * aperture * aperture)).Within(1e-9));
    }

    [Test]
    public void The_natural_scale_with_a_point_source_is_that_of_the_effective_distance()
    {
        var light = TestLight.Scattered(Grid);
        var point = TestStage.PlanOf(new AngularSpectrumFactory(), """{ "distance": "9 mm", "sourceDistance": "10 mm" }""", light);
        var plane = TestStage.PlanOf(new AngularSpectrumFactory(), """{ "distance": "0.9 mm" }""", light);

        Assert.That(point.Parameters[0].Scale, Is.EqualTo(plane.Parameters[0].Scale / 0.8).Within(1e-12));
    }

    private static torch.Tensor Jvp(ILinearization linearization, torch.Tensor tangent) =>
        linearization.Jvp(new Signal(tangent, linearization.Output.Description), VariableValues.Empty).Tensor;

    private static double Relative(torch.Tensor found, torch.Tensor expected) => Measure.RelativeError(found, expected);
}

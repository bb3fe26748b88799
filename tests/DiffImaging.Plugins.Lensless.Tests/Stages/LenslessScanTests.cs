using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Holography.Stages.AngularSpectrum;
using DiffImaging.Plugins.Holography.Stages.ThinObject;
using DiffImaging.Plugins.Lensless.Stages.LenslessScan;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests.Stages;

[TestFixture]
public sealed class LenslessScanTests
{
    // The fused form differs from the chain by float32 rounding only.
    private const double Agreement = 1e-5;

    private const string Options = """{ "distance": ["60 µm", "90 µm"], "shift": ["0.7 µm", "-1.3 µm", "0.25 µm", "0.4 µm", "-2 µm", "0.1 µm", "0", "0"], "margin": 6 }""";

    private static readonly SamplingGrid Grid = new(72, 60, 0.6e-6);

    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void DropTensors() => _scope.Dispose();

    [TestCase(Precision.Single)]
    [TestCase(Precision.Double)]
    public void The_fused_stage_equals_the_chain_of_object_propagation_and_shift(Precision precision)
    {
        var light = TestLight.Field(Grid, 4);
        var context = new StageContext(torch.CPU, precision, 1);
        var transmittance = Transmittance(context);
        var wave = torch.full([1, 1, 1, 1], 1.2, context.RealType).to(context.ComplexType);
        using var scan = new TestStage(new LenslessScanFactory(), Options, light, precision);
        using var thin = new TestStage(new ThinObjectFactory(), "{}", light, precision);
        using var propagation = new TestStage(new AngularSpectrumFactory(), """{ "distance": ["60 µm", "60 µm", "90 µm", "90 µm"], "bandLimit": true }""", light, precision);

        var fused = scan.Forward(wave, scan.With("transmittance", transmittance));
        using var linearization = scan.Linearize(wave, scan.With("transmittance", transmittance));
        var chain = propagation.Forward(thin.Forward(wave, thin.With("transmittance", transmittance)));
        var shift = scan.Nominal["shift"];
        var phasor = FourierShift.Phasor(Grid, shift.select(1, 0), shift.select(1, 1), context.RealType);
        var expected = Margin.Remove(FourierShift.Apply(chain, phasor), 6);

        Assert.That(fused.shape, Is.EqualTo(new long[] { 4, 1, 60, 48 }));
        Assert.That(Measure.RelativeError(fused, expected), Is.LessThan(Agreement));
        Assert.That(Measure.RelativeError(linearization.Output.Tensor, expected), Is.LessThan(Agreement));
    }

    [Test]
    public void The_fused_kernel_has_the_derivatives_of_the_tensor_operations()
    {
        var light = TestLight.Field(Grid, 4);
        var (single, exact) = (Gradients(light, Precision.Single), Gradients(light, Precision.Double));

        foreach (var name in exact.Keys)
        {
            Assert.That(Measure.RelativeError(single[name], exact[name]), Is.LessThan(Agreement), name);
        }
    }

    [Test]
    public void A_positive_shift_moves_the_image_right_and_down()
    {
        var light = TestLight.Field(Grid, 1);
        using var scan = new TestStage(new LenslessScanFactory(), """{ "distance": 0, "shift": ["1.2 µm", "2.4 µm"], "bandLimit": false }""", light);
        var point = torch.zeros([72, 60], torch.ScalarType.Float64);
        point[30, 20] = 1;

        var moved = scan.Forward(torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat64), scan.With("transmittance", point.to(torch.ScalarType.ComplexFloat64))).abs();

        Assert.That(moved[0, 0, 34, 22].item<double>(), Is.EqualTo(moved.max().item<double>()));
    }

    [Test]
    public void Products_do_not_depend_on_the_number_of_threads()
    {
        var threads = torch.get_num_threads();
        try
        {
            torch.set_num_threads(1);
            var one = Gradients(TestLight.Field(Grid, 4), Precision.Single);
            torch.set_num_threads(2);
            var two = Gradients(TestLight.Field(Grid, 4), Precision.Single);

            Assert.That(Measure.RelativeError(two["shift"], one["shift"]), Is.LessThan(1e-6));
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    private static Dictionary<string, torch.Tensor> Gradients(SignalDescription light, Precision precision)
    {
        var context = new StageContext(torch.CPU, precision, 1);
        using var scan = new TestStage(new LenslessScanFactory(), Options, light, precision);
        var wave = torch.ones([1, 1, 1, 1], context.RealType).to(context.ComplexType);
        using var linearization = scan.Linearize(wave, scan.With("transmittance", Transmittance(context)));
        var output = linearization.Output.Tensor;
        var cotangent = (output * (1 - 1 / output.abs())).contiguous();
        var (input, values) = linearization.Vjp(new Signal(cotangent, linearization.Output.Description), new CotangentRequest(true, new HashSet<string> { "transmittance", "distance", "shift" }));
        return new Dictionary<string, torch.Tensor>(values) { ["input"] = input.Tensor };
    }

    private static torch.Tensor Transmittance(StageContext context)
    {
        using var generator = new torch.Generator(3, torch.CPU);
        var phase = torch.randn([Grid.Rows, Grid.Columns], torch.ScalarType.Float64, generator: generator) * 0.3;
        return (Phasor.Of(phase) * (1 - 0.3 * phase.cos())).to(context.ComplexType);
    }
}

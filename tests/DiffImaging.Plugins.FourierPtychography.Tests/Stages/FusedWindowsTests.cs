using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Stages;

/// <summary>The fused form in single precision against tensor operations in double.</summary>
[TestFixture("")]
[TestFixture(""" "defocus": "40 µm", "zernike": 0.4, "pupilMap": 0, "slideThickness": "1 mm" """)]
[TestFixture(""" "zernikeModes": [], "ledSize": "0.5 mm", "ledSamples": 2, "bandwidth": "20 nm", "bandwidthSamples": 2, "padding": 3 """)]
[TestFixture(""" "zernikeModes": [5, 12, 28], "zernike": [0.5, -0.4, 0.3], "upsampling": 5, "parametrization": "log-amplitude-phase" """)]
public sealed class FusedWindowsTests(string more)
{
    // float32, over transforms and sums of some thousand terms; and the faint edge that the fused form leaves out.
    private const double Tolerance = 2e-5;

    // Transformed by the tensor library, also where half the columns are no whole number of vectors, and by the plugin itself: lengths of 4ᵏ and of
    // 8 · 4ᵏ, also times 3 and 5.
    private static readonly SamplingGrid[] Images = [new(40, 34, 2e-6), new(48, 40, 2e-6), new(64, 32, 2e-6), new(32, 128, 2e-6), new(40, 48, 2e-6)];

    private string Options => $$"""
        { "layout": { "rows": 3, "columns": 3, "pitch": "4.3 mm", "order": "serpentine" }, "numericalAperture": 0.1, "arrayHeight": "40 mm"{{(more.Length > 0 ? ", " + more : "")}} }
        """;

    [Test]
    public void Fields_and_both_products_agree([ValueSource(nameof(Images))] SamplingGrid image)
    {
        using var scope = torch.NewDisposeScope();
        using var exact = Create(image, Precision.Double);
        using var fused = Create(image, Precision.Single);
        using var generator = RandomTensor.Generator(5);
        var values = RandomTensor.OfPlan(exact.Plan, generator);
        var direction = Direction(exact.Plan, generator);
        using var reference = exact.Linearize(null, values);
        using var found = fused.Linearize(null, Single(exact.Plan, values));
        var cotangent = RandomTensor.Normal(reference.Output.Tensor.shape, true, generator);
        var request = new CotangentRequest(false, values.Names.ToHashSet());

        Assert.That(found.Output.Tensor.dtype, Is.EqualTo(torch.complex64));
        Assert.That(Measure.RelativeError(found.Output.Tensor, reference.Output.Tensor), Is.LessThan(Tolerance));
        foreach (var (name, change) in direction)
        {
            var expected = reference.Jvp(new Signal(null, exact.Plan.Output), new VariableValues { { name, change } }).Tensor;
            var tangent = fused.Plan.Objects[0].Name == name ? Single(change) : change;
            var given = found.Jvp(new Signal(null, exact.Plan.Output), new VariableValues { { name, tangent } }).Tensor;
            Assert.That(Measure.RelativeError(given, expected), Is.LessThan(Tolerance), $"Jvp by {name}");
        }

        var (_, wanted) = reference.Vjp(new Signal(cotangent, exact.Plan.Output), request);
        var (_, back) = found.Vjp(new Signal(Single(cotangent), exact.Plan.Output), request);
        foreach (var (name, expected) in wanted)
        {
            // Along the direction, against ‖u‖ ‖J v‖: a single number may be a small difference of large ones.
            var tangent = reference.Jvp(new Signal(null, exact.Plan.Output), new VariableValues { { name, direction[name] } }).Tensor;
            var error = ((back[name] - expected).conj() * direction[name]).sum().abs() / (cotangent.abs().square().sum() * tangent.abs().square().sum()).sqrt();
            Assert.That(error.ToDouble(), Is.LessThan(Tolerance), $"Vjp by {name}");
        }
    }

    [Test]
    public void The_number_of_threads_does_not_change_a_bit([ValueSource(nameof(Images))] SamplingGrid image)
    {
        using var scope = torch.NewDisposeScope();
        var threads = torch.get_num_threads();
        try
        {
            var results = new[] { 1, 2 }.Select(count =>
            {
                torch.set_num_threads(count);
                using var stage = Create(image, Precision.Single);
                using var generator = RandomTensor.Generator(5);
                var values = Single(stage.Plan, RandomTensor.OfPlan(stage.Plan, generator));
                using var linearization = stage.Linearize(null, values);
                var cotangent = Single(RandomTensor.Normal(linearization.Output.Tensor.shape, true, generator));
                return linearization.Vjp(new Signal(cotangent, stage.Plan.Output), new CotangentRequest(false, values.Names.ToHashSet())).Values;
            }).ToArray();

            foreach (var (name, value) in results[0])
            {
                Assert.That(torch.allclose(value, results[1][name], 0, 0), name);
            }
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    private TestStage Create(SamplingGrid image, Precision precision) =>
        new(new FourierPtychographyFactory(), Options, TestMicroscope.Recorded(9, image) with { RefractiveIndex = 1.33 }, precision);

    private static VariableValues Direction(StagePlan plan, torch.Generator generator)
    {
        var result = new VariableValues { { plan.Objects[0].Name, RandomTensor.Normal([.. plan.Objects[0].Shape], plan.Objects[0].IsComplex, generator) } };
        foreach (var parameter in plan.Parameters)
        {
            result.Add(parameter.Name, parameter.Scale * RandomTensor.Normal([.. parameter.Shape], false, generator));
        }

        return result;
    }

    private static VariableValues Single(StagePlan plan, VariableValues values)
    {
        var result = new VariableValues();
        foreach (var (name, value) in values)
        {
            result.Add(name, name == plan.Objects[0].Name ? Single(value) : value);
        }

        return result;
    }

    private static torch.Tensor Single(torch.Tensor tensor) => tensor.to(tensor.is_complex() ? torch.complex64 : torch.float32);
}

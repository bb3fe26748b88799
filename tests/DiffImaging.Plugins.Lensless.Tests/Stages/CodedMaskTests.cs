using System.Text.Json.Nodes;
using DiffImaging.Plugins.Lensless.Stages.CodedMask;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Files;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests.Stages;

/// <summary>The coded mask against sums over pixels, and what it refuses.</summary>
[TestFixture]
public sealed class CodedMaskTests
{
    private const double Rounding = 1e-10;
    private const int Rows = 18;
    private const int Columns = 15;

    private static readonly SignalDescription Dark = new() { Domain = SignalDomain.None, Grid = new SamplingGrid(Rows, Columns, 3e-6), Wavelength = TestLight.Wavelength };

    [Test]
    public void It_is_the_linear_convolution_with_the_normalised_point_spread_function()
    {
        using var scope = torch.NewDisposeScope();
        var arrays = TestArrays.WithPsf(7, 9);
        var psf = arrays["psf.npy"].Values.ToArray();
        var image = torch.rand([Rows, Columns], torch.ScalarType.Float64, generator: new torch.Generator(3, torch.CPU));

        var found = Forward(arrays, """{ "psf": "psf.npy" }""", image);

        var x = image.data<double>().ToArray();
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var expected = 0.0;
                for (var k = 0; k < psf.Length; k++)
                {
                    var (i, j) = (row - (k / 9 - 3), column - (k % 9 - 4));
                    expected += i is >= 0 and < Rows && j is >= 0 and < Columns ? psf[k] / psf.Sum() * x[i * Columns + j] : 0;
                }

                Assert.That(found[0, 0, row, column].item<double>(), Is.EqualTo(expected).Within(Rounding));
            }
        }
    }

    [Test]
    public void A_point_shows_the_turned_and_enlarged_point_spread_function_at_its_shift()
    {
        using var scope = torch.NewDisposeScope();
        var grid = new SamplingGrid(65, 65, 3e-6);
        var arrays = new TestArrays { ["psf.npy"] = Ellipse(41, 1, 0, 0, 0) };
        var point = torch.zeros([65, 65], torch.ScalarType.Float64);
        point[32, 32] = 1;

        var found = Forward(arrays, """{ "psf": "psf.npy", "scale": 1.2, "rotation": "25 deg", "shift": ["4.5 µm", "-6 µm"], "centre": ["3 µm", "0 µm"] }""", point, Dark with { Grid = grid });

        // The ellipse lies one sample before the axis along its own x.
        var (sine, cosine) = Math.SinCos(25 * Math.PI / 180);
        var expected = Ellipse(65, 1.2, 25 * Math.PI / 180, 1.5 - 1.2 * cosine, -2 - 1.2 * sine);
        var sum = expected.Values.ToArray().Sum();
        var worst = expected.Values.ToArray().Select((value, index) => Math.Abs(found[0, 0, index / 65, index % 65].item<double>() - value / sum)).Max() / (expected.Values.ToArray().Max() / sum);
        Assert.That(worst, Is.LessThan(1e-3));   // the cubic spline between twice as many samples
    }

    [TestCase("[2, 9]", 1.0, "expected one image of at least 3 × 3 samples")]
    [TestCase("[3, 3, 2]", 1.0, "expected one image")]
    [TestCase("[3, 6]", -0.1, "are negative, the smallest -0.1: light is not")]
    [TestCase("[3, 6]", double.NaN, "1 of 18 samples are NaN or infinite")]
    public void A_file_that_is_no_point_spread_function_is_refused(string shape, double first, string message)
    {
        int[] sizes = [.. JsonNode.Parse(shape)!.AsArray().Select(size => (int)size!)];
        double[] values = [first, .. Enumerable.Repeat(1.0, sizes.Aggregate((a, b) => a * b) - 1)];

        var findings = Plan(new TestArrays { ["psf.npy"] = new FileArray(sizes, values) }, """{ "psf": "psf.npy" }""", Dark).Findings;

        Assert.That(findings.Single().ToString(), Does.Contain("pipeline:mask:psf").And.Contain(message));
    }

    [Test]
    public void Darkness_and_a_missing_file_are_refused_and_a_bright_rim_is_told()
    {
        var arrays = new TestArrays { ["dark.npy"] = new FileArray([4, 4], new double[16]), ["flat.npy"] = new FileArray([4, 4], Enumerable.Repeat(1.0, 16).ToArray()) };

        string Message(string file) => Plan(arrays, $$"""{ "psf": "{{file}}" }""", Dark).Findings.Single().Message;

        Assert.That(Message("dark.npy"), Is.EqualTo("every sample is 0."));
        Assert.That(Message("none.npy"), Does.Contain("'none.npy' is missing"));
        Assert.That(Message("flat.npy"), Does.StartWith("its rim has 100 % of its mean value"));
    }

    [Test]
    public void Light_before_it_is_refused()
    {
        var findings = Plan(TestArrays.WithPsf(7, 7), """{ "psf": "psf.npy" }""", TestLight.Field(Dark.Grid, 1)).Findings;

        Assert.That(findings.Single().Message, Does.Contain("the object shines by itself"));
    }

    private static torch.Tensor Forward(TestArrays arrays, string options, torch.Tensor brightness, SignalDescription? input = null)
    {
        var plan = Plan(arrays, options, input ?? Dark);
        Assert.That(plan.Findings, Is.Empty);
        using var stage = plan.Create(new StageContext(torch.CPU, Precision.Double, 1));
        var values = new VariableValues { { "brightness", brightness } };
        foreach (var parameter in plan.Parameters)
        {
            values.Add(parameter.Name, torch.tensor([.. parameter.Nominal], torch.ScalarType.Float64).reshape([.. parameter.Shape]));
        }

        return stage.Forward(new Signal(null, input ?? Dark), values, FrameRange.All(1)).Tensor;
    }

    private static StagePlan Plan(TestArrays arrays, string options, SignalDescription input) => new CodedMaskFactory().Plan(
        new ComponentDefinition("mask", "coded-mask", JsonNode.Parse(options)!.AsObject(), "pipeline:mask") { Files = arrays }, input);

    // An elliptic Gaussian about (x, y), in samples from the centre.
    private static FileArray Ellipse(int side, double scale, double rotation, double x, double y)
    {
        var (sine, cosine) = Math.SinCos(rotation);
        return new FileArray([side, side], Enumerable.Range(0, side * side).Select(index =>
        {
            var (dx, dy) = (index % side - side / 2 - x, index / side - side / 2 - y);
            var (u, v) = ((dx * cosine + dy * sine) / scale, (dy * cosine - dx * sine) / scale);
            return Math.Exp(-u * u / (2 * 3.0 * 3.0) - v * v / (2 * 1.5 * 1.5));
        }).ToArray());
    }
}

using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Pipelines;

/// <summary>Cases at the edge of what a stage without derivatives of its own may do.</summary>
[TestFixture]
public sealed class AutogradLinearizationTests
{
    private static readonly SignalDescription Description = FakePlan.Source(2, 3) with { Domain = SignalDomain.Field };

    [Test]
    public void Terms_of_a_sum_get_gradients_of_their_own()
    {
        // Autograd returns one tensor for all three: changing one, as a prior does, must not change the others.
        using var scope = torch.NewDisposeScope();
        var values = new VariableValues { { "a", torch.zeros(2, 3, torch.ScalarType.Float64) }, { "b", torch.zeros(2, 3, torch.ScalarType.Float64) } };
        using var link = Link((input, v, _) => input.Tensor + v["a"] + v["b"], torch.zeros(2, 3, torch.ScalarType.Float64), values);

        var (light, gradients) = link.Vjp(Signal(torch.ones(2, 3, torch.ScalarType.Float64)), Request(true, "a", "b"));
        gradients["a"].add_(7);
        light.Tensor.mul_(3);

        Assert.That(gradients["b"].data<double>().ToArray(), Is.All.EqualTo(1));
        Assert.That(gradients["a"].data<double>().ToArray(), Is.All.EqualTo(8));
    }

    [Test]
    public void What_a_stage_does_not_use_has_a_zero_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var values = new VariableValues { { "used", torch.ones(3, torch.ScalarType.Float64) }, { "unused", torch.ones(2, torch.ScalarType.Float64) } };
        using var link = Link((_, v, _) => v["used"] * 2, torch.ones(3, torch.ScalarType.Float64), values);

        var (light, gradients) = link.Vjp(Signal(torch.ones(3, torch.ScalarType.Float64)), Request(true, "used", "unused"));

        Assert.That(light.Values, Is.Null);
        Assert.That(gradients["used"].data<double>().ToArray(), Is.All.EqualTo(2));
        Assert.That(gradients["unused"].data<double>().ToArray(), Is.EqualTo(new double[2]));
    }

    [Test]
    public void A_stage_that_uses_nothing_has_no_gradient_at_all()
    {
        using var scope = torch.NewDisposeScope();
        var values = new VariableValues { { "a", torch.ones(2, torch.ScalarType.Float64) } };
        using var link = Link((_, _, _) => torch.ones(3, torch.ScalarType.Float64), torch.ones(3, torch.ScalarType.Float64), values);

        var (light, gradients) = link.Vjp(Signal(torch.ones(3, torch.ScalarType.Float64)), Request(true, "a"));

        Assert.That(light.Values, Is.Null);
        Assert.That(gradients["a"].data<double>().ToArray(), Is.All.Zero);
    }

    [Test]
    public void A_stage_that_hands_back_its_input_leaves_it_to_its_owner()
    {
        using var input = torch.ones(3, torch.ScalarType.Float64);

        Link((signal, _, _) => signal.Tensor, input, VariableValues.Empty).Dispose();

        Assert.That(input.sum().item<double>(), Is.EqualTo(3));
    }

    [TestCase(1e-9, 1e-3, TestName = "{m}(a small scale)")]
    [TestCase(1e3, 1e6, TestName = "{m}(a large scale)")]
    public void Differences_are_taken_in_the_natural_scale_of_a_parameter(double scale, double change)
    {
        using var scope = torch.NewDisposeScope();
        var parameter = FakePlan.Parameter("theta", scale: scale);
        var values = new VariableValues { { "theta", torch.tensor(0.3 * scale) } };
        using var link = Link((_, v, _) => (v["theta"] / scale).sin().reshape(1), null, values, parameter);

        var derivative = link.Jvp(new Signal(null, Description), new VariableValues { { "theta", torch.tensor(change) } }).Tensor.item<double>();

        Assert.That(derivative, Is.EqualTo(Math.Cos(0.3) * change / scale).Within(1e-8 * change / scale));
    }

    [Test]
    public void Single_precision_differences_hold_at_a_phase_of_zero()
    {
        // The first guess of a phase object is zero everywhere: the step must come from what a phase is, not from what it is now.
        using var scope = torch.NewDisposeScope();
        var values = new VariableValues { { "phase", torch.zeros(64, 64) } };
        using var link = Link((_, v, _) => (0.5f + v["phase"]).cos(), null, values);
        var tangent = torch.randn(64, 64, generator: new torch.Generator(1));

        var moved = link.Jvp(new Signal(null, Description), new VariableValues { { "phase", tangent } }).Tensor;

        var error = (moved + (float)Math.Sin(0.5) * tangent).abs().max().item<float>();
        Assert.That(error, Is.LessThan(1e-3));
    }

    [Test]
    public void Differences_along_a_dark_input_are_numbers()
    {
        using var scope = torch.NewDisposeScope();
        using var link = Link((signal, _, _) => signal.Tensor * 2, torch.zeros(3, torch.ScalarType.Float64), VariableValues.Empty);

        var moved = link.Jvp(Signal(torch.ones(3, torch.ScalarType.Float64)), VariableValues.Empty).Tensor;

        Assert.That(moved.data<double>().ToArray(), Is.All.EqualTo(2).Within(1e-9));
    }

    private static AutogradLinearization Link(
        Func<Signal, VariableValues, FrameRange, torch.Tensor> function, torch.Tensor? input, VariableValues values, params UncertaintyParameter[] parameters)
    {
        var stage = new FunctionStage(Description, function);
        var plan = new StagePlan([StageRole.Object], Description, _ => stage) { Parameters = parameters };
        return new AutogradLinearization(stage, plan, new Signal(input, Description), values, FrameRange.All(1));
    }

    private static Signal Signal(torch.Tensor tensor) => new(tensor, Description);

    private static CotangentRequest Request(bool input, params string[] variables) => new(input, variables.ToHashSet());
}

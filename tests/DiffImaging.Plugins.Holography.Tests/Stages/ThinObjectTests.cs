using DiffImaging.Plugins.Holography.Stages.ThinObject;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.Stages;

public sealed class ThinObjectTests
{
    [TestCase("complex")]
    [TestCase("log-amplitude-phase")]
    [TestCase("phase-only")]
    [TestCase("absorption-only")]
    public void A_unit_wave_of_one_number_gives_what_the_whole_field_of_ones_gives(string parametrization)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(4);
        using var stage = new TestStage(new ThinObjectFactory(), $$"""{ "parametrization": "{{parametrization}}" }""", TestLight.Field());
        var variable = stage.Plan.Objects[0];
        var value = torch.rand([.. variable.Shape], variable.IsComplex ? torch.ScalarType.ComplexFloat64 : torch.ScalarType.Float64);
        var values = stage.With(variable.Name, value);
        var (one, ones) = (Ones(1, 1), Ones(12, 10));
        using var quick = stage.Linearize(one, values);
        using var whole = stage.Linearize(ones, values);
        var cotangent = torch.randn([1, 1, 12, 10], torch.ScalarType.ComplexFloat64);
        var tangent = new VariableValues { { variable.Name, torch.rand_like(value) } };

        Assert.That(Measure.RelativeError(quick.Output.Tensor, whole.Output.Tensor), Is.Zero);
        Assert.That(Measure.RelativeError(quick.Output.Tensor, stage.Forward(one, values)), Is.Zero);
        Assert.That(Measure.RelativeError(Jvp(quick, tangent), Jvp(whole, tangent)), Is.LessThan(1e-15));
        Assert.That(Measure.RelativeError(Vjp(quick, cotangent, variable.Name), Vjp(whole, cotangent, variable.Name)), Is.LessThan(1e-15));
    }

    [Test]
    public void Disposing_a_linearization_at_a_unit_wave_leaves_the_object_alone()
    {
        using var scope = torch.NewDisposeScope();
        using var stage = new TestStage(new ThinObjectFactory(), "{}", TestLight.Field());
        var value = Ones(12, 10)[0, 0].clone();

        stage.Linearize(Ones(1, 1), stage.With(ThinObject.TransmittanceName, value)).Dispose();

        Assert.That(value.real.sum().item<double>(), Is.EqualTo(120));
    }

    [TestCase(0.5)]
    [TestCase(-1)]
    public void A_number_other_than_one_is_no_unit_wave(double amplitude)
    {
        using var scope = torch.NewDisposeScope();
        using var stage = new TestStage(new ThinObjectFactory(), "{}", TestLight.Field());
        using var linearization = stage.Linearize(Ones(1, 1) * amplitude, stage.With(ThinObject.TransmittanceName, Ones(12, 10)[0, 0]));

        Assert.That(linearization.Output.Tensor.real.mean().item<double>(), Is.EqualTo(amplitude).Within(1e-15));
    }

    private static torch.Tensor Ones(int rows, int columns) => torch.ones([1, 1, rows, columns], torch.ScalarType.ComplexFloat64);

    private static torch.Tensor Jvp(ILinearization linearization, VariableValues tangent) =>
        linearization.Jvp(new Signal(null, linearization.Output.Description), tangent).Tensor;

    private static torch.Tensor Vjp(ILinearization linearization, torch.Tensor cotangent, string name) => linearization.Vjp(
        new Signal(cotangent.clone(), linearization.Output.Description), new CotangentRequest(false, new HashSet<string> { name })).Values[name];
}

using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Simulation;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Simulation;

[TestFixture]
public sealed class ParameterDrawTests
{
    private const int Count = 4000;

    [Test]
    public void A_sampled_parameter_spreads_about_its_nominal_value_as_its_prior_says()
    {
        var values = Draw(Variable("shift", ParameterMode.Sample, sigma: 0.5), seed: 3);

        Assert.That(values.Average(), Is.EqualTo(2).Within(4 * 0.5 / Math.Sqrt(Count)));
        Assert.That(Math.Sqrt(values.Average(value => Math.Pow(value - 2, 2))), Is.EqualTo(0.5).Within(0.03));
    }

    [Test]
    public void Seed_and_key_decide_the_draw()
    {
        var variable = Variable("shift", ParameterMode.Sample, sigma: 0.5);

        Assert.That(Draw(variable, 3), Is.EqualTo(Draw(variable, 3)));
        Assert.That(Draw(variable, 3), Is.Not.EqualTo(Draw(variable, 4)));
        Assert.That(Draw(variable, 3), Is.Not.EqualTo(Draw(Variable("gain", ParameterMode.Sample, sigma: 0.5), 3)));
    }

    [Test]
    public void Bounds_hold()
    {
        var values = Draw(Variable("shift", ParameterMode.Sample, sigma: 0.5, new ParameterBounds(1.9, 2.2)), seed: 3);

        Assert.That((values.Min(), values.Max()), Is.EqualTo((1.9, 2.2)));
    }

    [TestCase(ParameterMode.Fixed)]
    [TestCase(ParameterMode.Calibrate)]
    public void Any_other_parameter_is_nominal(ParameterMode mode) =>
        Assert.That(Draw(Variable("shift", mode, sigma: 0.5), seed: 3), Is.All.EqualTo(2.0));

    private static Variable Variable(string name, ParameterMode mode, double sigma, ParameterBounds? bounds = null) =>
        new("scene", name, null, FakePlan.Parameter(name) with
        {
            Mode = mode, Shape = [Count], Nominal = [.. Enumerable.Repeat(2.0, Count)], Prior = new GaussianPrior(sigma), Bounds = bounds,
        });

    private static double[] Draw(Variable variable, long seed)
    {
        using var scope = torch.NewDisposeScope();
        return ParameterDraw.Value(variable, FakePlan.Double with { Seed = seed }).data<double>().ToArray();
    }
}

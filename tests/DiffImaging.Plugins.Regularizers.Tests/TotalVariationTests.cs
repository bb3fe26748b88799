using DiffImaging.Plugins.Regularizers.Variation;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture]
public sealed class TotalVariationTests
{
    // Thousands of dual iterations in double precision end this near to the minimum.
    private const double Converged = 1e-4;

    private static readonly TotalVariationFactory Factory = new();

    [Test]
    public void A_step_costs_its_height_times_its_length()
    {
        using var scope = torch.NewDisposeScope();
        using var regularizer = Some.Regularizer(Factory, """{ "smoothing": 1e-9 }""", Some.Variable());
        var image = torch.ones([12, 10], torch.ScalarType.ComplexFloat64);
        image.narrow(0, 0, 5).mul_(new System.Numerics.Complex(0.6, 0.3));

        var value = regularizer.Evaluate(image);

        Assert.That(value.dtype, Is.EqualTo(torch.ScalarType.Float64));
        Assert.That(value.ToDouble(), Is.EqualTo(10 * double.Hypot(0.4, 0.3)).Within(1e-6));
    }

    [Test]
    public void The_proximal_operator_of_a_step_moves_both_sides_together()
    {
        // Of a 1-D step between halves of n samples, prox lowers the upper half by t/n and raises the lower by t/n.
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(rows: 8, columns: 6);
        using var proximal = Some.Proximable(Factory, """{ "innerIterations": 3000 }""", variable).CreateProximal();
        var image = torch.zeros([8, 6], torch.ScalarType.ComplexFloat64);
        image.narrow(0, 4, 4).add_(1);

        var result = proximal.Apply(image, 0.4);

        Assert.That(result[0, 0].real.ToDouble(), Is.EqualTo(0.1).Within(Converged));
        Assert.That(result[7, 5].real.ToDouble(), Is.EqualTo(0.9).Within(Converged));
    }

    [TestCase(ObjectParametrization.Complex, "complex")]
    [TestCase(ObjectParametrization.Complex, "amplitude")]
    [TestCase(ObjectParametrization.LogAmplitudePhase, "complex")]
    [TestCase(ObjectParametrization.LogAmplitudePhase, "amplitude")]
    [TestCase(ObjectParametrization.LogAmplitudePhase, "phase")]
    [TestCase(ObjectParametrization.PhaseOnly, "phase")]
    [TestCase(ObjectParametrization.AbsorptionOnly, "complex")]
    public void The_proximal_operator_finds_the_minimum_that_descent_finds(ObjectParametrization parametrization, string on)
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(parametrization);
        using var regularizer = Some.Proximable(
            Factory, $$"""{ "on": "{{on}}", "smoothing": 1e-7, "innerIterations": 3000 }""", variable);
        using var proximal = regularizer.CreateProximal();
        var start = Some.Value(variable, 3);
        const double step = 0.2;

        var result = proximal.Apply(start, step);

        var least = Objective(regularizer, result, start, step);
        for (var seed = 0; seed < 40; seed++)
        {
            var direction = Some.Value(variable, 100 + seed) - Some.Value(variable, 200 + seed);
            foreach (var length in new[] { 1e-1, 1e-2, 1e-3 })
            {
                Assert.That(Objective(regularizer, result + length * direction, start, step), Is.GreaterThan(least - Converged * length));
            }
        }

        Assert.That(least, Is.LessThan(Objective(regularizer, start, start, step)));
    }

    [Test]
    public void A_warm_start_ends_where_one_long_run_ends()
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable();
        using var few = Some.Proximable(Factory, """{ "innerIterations": 3 }""", variable).CreateProximal();
        using var many = Some.Proximable(Factory, """{ "innerIterations": 3000 }""", variable).CreateProximal();
        var start = Some.Value(variable, 5);

        var expected = many.Apply(start, 0.3);
        var result = few.Apply(start, 0.3);
        var first = Some.LargestDifference(result, expected);
        for (var call = 0; call < 500; call++)
        {
            result = few.Apply(start, 0.3);
        }

        Assert.That(Some.LargestDifference(result, expected), Is.LessThan(Converged));
        Assert.That(first, Is.GreaterThan(10 * Converged));
    }

    [Test]
    public void A_restored_operator_goes_on_as_the_one_it_came_from([Values] Precision precision)
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable();
        using var regularizer = Some.Proximable(Factory, "{}", variable, precision);
        using var first = regularizer.CreateProximal();
        using var second = regularizer.CreateProximal();
        var start = Some.Value(variable, 5, precision);
        first.Apply(start, 0.3);

        second.Restore([.. first.State.Select(tensor => tensor.clone())]);

        Assert.That(Some.LargestDifference(second.Apply(start, 0.2), first.Apply(start, 0.2)), Is.Zero);
    }

    private static double Objective(Sdk.Regularizers.IRegularizer regularizer, torch.Tensor point, torch.Tensor start, double step)
    {
        using var scope = torch.NewDisposeScope();
        return regularizer.Evaluate(point).ToDouble() + Some.SquaredDistance(point, start) / (2 * step);
    }
}

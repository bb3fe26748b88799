using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Tests.Fakes;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class ParameterExpansionTests
{
    [Test]
    public void Value_and_gradient_are_those_of_a_pass_back_through_the_model([Values(0, 2)] int framesAtOnce)
    {
        var model = new FrameModel();
        using var problem = model.CreateProblem(declares: true, framesAtOnce);
        using var point = Beside(problem);
        var parameters = new ScaledParameters(problem, []);

        var found = ParameterExpansion.About(problem, parameters, point);

        using var expected = problem.Evaluate(point, parameters.Keys.ToHashSet());
        var gradient = parameters.ReadGradient(expected.Gradient);
        Assert.That(found.Fidelity, Is.EqualTo(expected.Fidelity).Within(1e-9 * expected.Fidelity));
        Assert.That(found.Prior, Is.EqualTo(expected.Prior).Within(1e-12));
        Assert.That(gradient.Max(Math.Abs), Is.GreaterThan(1e-3));
        Assert.That(found.Gradient, Is.EqualTo(gradient).AsCollection.Within(1e-6 * gradient.Max(Math.Abs)));
    }

    [Test]
    public void The_gradient_is_the_difference_of_the_fidelity_with_the_priors()
    {
        var model = new FrameModel();
        using var problem = model.CreateProblem();
        using var point = Beside(problem);
        var parameters = new ScaledParameters(problem, []);
        var gradient = ParameterExpansion.About(problem, parameters, point).Gradient;
        var position = parameters.Read(point);
        const double step = 1e-4;
        foreach (var element in Enumerable.Range(0, parameters.Count))
        {
            double At(double move)
            {
                parameters.Write(point, [.. position.Select((value, index) => index == element ? value + move : value)]);
                return problem.EvaluateFidelity(point) + problem.EvaluatePrior(point);
            }

            Assert.That((At(step) - At(-step)) / (2 * step), Is.EqualTo(gradient[element]).Within(1e-4 * gradient.Max(Math.Abs)), $"element {element}");
            parameters.Write(point, position);
        }
    }

    [Test]
    public void A_frame_that_does_not_count_pulls_at_nothing()
    {
        var model = new FrameModel();
        using var problem = model.CreateProblem(hasPriors: false);
        using var point = Beside(problem);

        var some = ParameterExpansion.About(problem.Over(FrameSet.Of([0, 2, 3, 4])), new ScaledParameters(problem, []), point);

        Assert.That((some.Gradient[1], some.Matrix[1, 1]), Is.EqualTo((0.0, 0.0)));
        Assert.That(some.Gradient[0], Is.Not.Zero);
    }

    [Test]
    public void The_mean_is_taken_of_every_number()
    {
        var one = new ParameterExpansion(1, 2, [3, 4], new double[,] { { 1, 2 }, { 2, 5 } });
        var other = new ParameterExpansion(3, 4, [5, 0], new double[,] { { 3, 0 }, { 0, 1 } });

        var mean = ParameterExpansion.Mean([one, other]);

        Assert.That((mean.Fidelity, mean.Prior), Is.EqualTo((2.0, 3.0)));
        Assert.That(mean.Gradient, Is.EqualTo(new[] { 4.0, 2.0 }));
        Assert.That(mean.Matrix, Is.EqualTo(new double[,] { { 2, 1 }, { 1, 3 } }));
    }

    // Off the truth, so that there is a gradient.
    private static JointPoint Beside(JointProblem problem)
    {
        var point = FrameModel.CreateTruth();
        var parameters = new ScaledParameters(problem, []);
        parameters.Write(point, [.. parameters.Read(point).Select((value, index) => value + 0.1 * Math.Sin(index + 1))]);
        return point;
    }
}

using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

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
        Assert.That(found.Gradient, Is.EqualTo(gradient).AsCollection.Within(1e-12 * gradient.Max(Math.Abs)), "columns by differences make the matrix, not the gradient");
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
    public void Exact_columns_give_the_gradient_as_well([Values(0, 2)] int framesAtOnce)
    {
        var source = FakePlan.Source(4, 5, 3);
        var output = source with { Domain = SignalDomain.Intensity };
        var gain = FakePlan.Parameter("gain") with { Shape = [3], Nominal = [1, 1, 1], ElementOfFrame = [0, 1, 2], Prior = new GaussianPrior(0.3) };
        var plan = new StagePlan([StageRole.Object], output, _ => new GainStage(output)) { Objects = [FakePlan.RealObject("x", source.Grid)], Parameters = [gain] };
        using var problem = new JointProblem(
            new ForwardPipeline(new PipelinePlan(source, [FakePlan.Stage("scene", plan)]), FakePlan.Double), new FidelityTerm(new LeastSquares()), torch.ones(3, 1, 4, 5, torch.float64), null, [], [], framesAtOnce);
        using var point = problem.CreateNominal();
        point["scene.x"].copy_(torch.linspace(0.2, 1.7, 20, torch.float64).reshape(4, 5));
        point["scene.gain"].copy_(torch.tensor(new[] { 0.8, 1.1, 1.4 }));
        var parameters = new ScaledParameters(problem, []);
        using var model = problem.Pipeline.Linearize(point, problem.Frames.Ranges[0]);

        var found = ParameterExpansion.About(problem, parameters, point);

        using var expected = problem.Evaluate(point, parameters.Keys.ToHashSet());
        Assert.That(model.HasExactTangents);
        Assert.That(found.Gradient, Is.EqualTo(parameters.ReadGradient(expected.Gradient)).AsCollection.Within(1e-12));
        Assert.That(found.Gradient, Has.All.Matches<double>(slope => Math.Abs(slope) > 1e-3));
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

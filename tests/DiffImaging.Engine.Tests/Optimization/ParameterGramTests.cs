using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Tests.Fakes;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class ParameterGramTests
{
    [Test]
    public void Elements_moved_together_give_the_matrix_of_elements_moved_one_by_one([Values(0, 2)] int framesAtOnce)
    {
        var model = new FrameModel();
        using var joined = model.CreateProblem(declares: true, framesAtOnce);
        using var single = model.CreateProblem(declares: false);

        var expected = Gram(single, out var columns);
        var found = Gram(joined, out var probes);

        Assert.That((probes, columns), Is.EqualTo((1 + 2 + 1 + 1, 6 + 12 + 3 + 1)));
        Assert.That(found, Is.EqualTo(expected).AsCollection.Within(1e-6));
    }

    [Test]
    public void A_frame_that_does_not_count_gives_its_own_elements_nothing()
    {
        var model = new FrameModel();
        using var problem = model.CreateProblem();
        var gram = Gram(problem.Over(FrameSet.Of([0, 2, 3, 4])), out _);

        Assert.That((gram[1, 1], gram[5, 5]), Is.EqualTo((0.0, 0.0)));
        Assert.That(gram[0, 0], Is.GreaterThan(0));
    }

    [Test]
    public void It_is_the_second_difference_of_the_fidelity_where_the_residual_vanishes()
    {
        var model = new FrameModel();
        using var problem = model.CreateProblem();
        var gram = Gram(problem, out _);
        using var point = FrameModel.CreateTruth();
        var parameters = new ScaledParameters(problem, []);
        var position = parameters.Read(point);
        const double step = 1e-3;
        foreach (var element in new[] { 0, 7, 19, 21 })
        {
            double At(double move)
            {
                parameters.Write(point, [.. position.Select((value, index) => index == element ? value + move : value)]);
                return problem.EvaluateFidelity(point);
            }

            Assert.That((At(step) - 2 * At(0) + At(-step)) / (step * step), Is.EqualTo(gram[element, element]).Within(1e-3 * gram[element, element]), $"element {element}");
            parameters.Write(point, position);
        }
    }

    private static double[,] Gram(JointProblem problem, out int probes)
    {
        using var scope = torch.NewDisposeScope();
        using var point = FrameModel.CreateTruth();
        using var matrix = new GaussNewtonMatrix(problem, point);
        var parameters = new ScaledParameters(problem, []);
        probes = parameters.Probes().Count;
        return ParameterGram.Of(matrix, parameters, point);
    }
}

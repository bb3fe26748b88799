using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Engine.Uncertainty;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Uncertainty;

/// <summary>Maps of the object's standard deviation against the inverse of the stored matrix.</summary>
[TestFixture]
public sealed class ObjectDeviationTests
{
    private const string Object = "scene.x";
    private const int Draws = 200;
    private static readonly RegularizerTerm Prior = new("ridge", Object, new WeightOptions { Start = 0.3 }, new Ridge());

    [Test]
    public void The_map_is_the_diagonal_of_the_inverse_parameters_unknown_too()
    {
        using var scope = torch.NewDisposeScope();
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var point = FrameModel.CreateTruth();

        var found = ObjectDeviation.Of(problem, point, new ProfileOptions(IsExact: false, Tolerance: 1e-6), Draws, 0).Single();

        // At the truth there is no residual, and the Hessian is the expected one.
        var whole = new DenseObjective(problem, point, [Object, .. FrameModel.ParameterKeys]).Hessian();
        var count = (int)point[Object].numel();
        var expected = whole.inverse().diagonal().narrow(0, 0, count).sqrt();
        var known = whole.narrow(0, 0, count).narrow(1, 0, count).inverse().diagonal().sqrt();
        var ratio = torch.tensor(found.Phase).reshape(-1).to(torch.ScalarType.Float64) / expected;
        TestContext.Out.WriteLine($"found over expected {ratio.min().item<double>():F3} … {ratio.max().item<double>():F3}, mean {ratio.mean().item<double>():F3}; parameters unknown over known {(expected / known).mean().item<double>():F2}");
        Assert.That((expected / known).mean().item<double>(), Is.GreaterThan(1.1), "the parameters count");
        Assert.That(ratio.mean().item<double>(), Is.EqualTo(1).Within(0.02));
        Assert.That((ratio - 1).abs().max().item<double>(), Is.LessThan(4 / Math.Sqrt(2 * Draws)));
        Assert.That(found.Amplitude, Has.All.LessThan(1e-6f), "a phase object has one amplitude");
        Assert.That((found.Variable, found.Draws), Is.EqualTo((Object, Draws)));
    }

    [Test]
    public void Nothing_is_left_behind()
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var point = FrameModel.CreateTruth();
        _ = ObjectDeviation.Of(problem, point, new ProfileOptions(), 1, 0);
        var before = torch.Tensor.TotalCount;

        _ = ObjectDeviation.Of(problem, point, new ProfileOptions(), 2, 0);
        Assert.That(() => ObjectDeviation.Of(problem, point, new ProfileOptions(), 2, 0, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }
}

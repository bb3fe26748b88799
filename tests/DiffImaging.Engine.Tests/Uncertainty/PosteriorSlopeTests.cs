using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Engine.Uncertainty;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Uncertainty;

/// <summary>The slope of ½ log det of the object's block, by random draws, against differences of the determinant of the stored matrix.</summary>
[TestFixture]
public sealed class PosteriorSlopeTests
{
    private const string Object = "scene.x";
    private const string Gain = "scene.gain";
    private const double Step = 1e-3;

    // So many draws leave a few percent; the seed is fixed.
    private const int Pairs = 200;
    private const double Chance = 0.05;

    private static readonly RegularizerTerm Prior = new("ridge", Object, new WeightOptions { Start = 0.3 }, new Ridge());

    private static readonly PhaseOptions Newton = new()
    {
        Name = "newton", Solver = SolverKind.Newton, Iterations = 20, Tolerance = 0, MaximumStep = 100, LinearIterations = 200, LinearTolerance = 1e-8,
    };

    [Test]
    public void The_slope_along_a_parameter_that_the_object_follows_is_that_of_the_determinant()
    {
        using var scope = torch.NewDisposeScope();
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var outcome = Runner.Run(problem, Newton);

        var information = ProfiledInformation.Of(problem, outcome.Point, [Gain], new ProfileOptions(Tolerance: 1e-8) { BiasSamples = Pairs }, 0, default);

        using var above = Profiled(problem, outcome.Point, Step);
        using var below = Profiled(problem, outcome.Point, -Step);
        var expected = (HalfLogDeterminant(problem, above) - HalfLogDeterminant(problem, below)) / (2 * Step) * problem.Parameter(Gain).Scale;
        var slope = information.Slopes.Average(pair => pair[0]);
        TestContext.Out.WriteLine($"pairs {slope:G5}, determinant {expected:G5}");
        Assert.That(slope, Is.EqualTo(expected).Within(Chance * Math.Abs(expected)));
    }

    [Test]
    public void The_bias_is_what_the_optimum_moves_by_where_the_slope_is_part_of_the_objective()
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var joint = Runner.Run(problem, Newton);
        using var marginal = Runner.Run(problem, Newton with { PosteriorSamples = 8 });

        var found = ParameterUncertainty.Of(problem, joint.Point, [Gain], new ProfileOptions(Tolerance: 1e-8) { BiasSamples = 8 }, 0);

        var moved = Runner.Values(joint, Gain)[0] - Runner.Values(marginal, Gain)[0];
        TestContext.Out.WriteLine($"bias {found.Bias![0]}, moved {moved:G4}, posterior {found.PosteriorDeviation(0):G4}");
        Assert.That(found.Bias![0].Value, Is.EqualTo(moved).Within(0.1 * Math.Abs(moved)));
    }

    [Test]
    public void Without_samples_there_is_no_bias()
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var point = FrameModel.CreateTruth();

        Assert.That(ParameterUncertainty.Of(problem, point, [Gain], new ProfileOptions(), 0).Bias, Is.Null);
    }

    // Where the object and the parameters but the gains have followed a move of the first gain.
    private static JointPoint Profiled(JointProblem problem, JointPoint optimum, double move)
    {
        var point = optimum.Clone();
        point[Gain][0].add_(move);
        var follow = Newton with { Variables = [Object, .. FrameModel.ParameterKeys.Where(key => key != Gain)] };
        using var outcome = new JointOptimization(problem, [follow], new OptimizationOptions()).Run(point, default);
        point.Dispose();
        return outcome.Point.Clone();
    }

    private static double HalfLogDeterminant(JointProblem problem, JointPoint point) =>
        0.5 * torch.linalg.slogdet(new DenseObjective(problem, point, [Object]).Hessian()).Item2.item<double>();
}

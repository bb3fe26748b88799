using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Starts;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Starts;

/// <summary>A frequency θ of m = 1 + sin(θ t), whose fidelity has a false minimum every half or so: Gauss–Newton finds it from near by only.</summary>
[TestFixture]
public sealed class StartTrialsTests
{
    private const string Key = "scene.theta";
    private const double True = 3;
    private const int Samples = 48;
    private const double Longest = 5;

    private static readonly PhaseOptions Fit = new()
    {
        Name = "fit", Solver = SolverKind.Parameters, ParameterSolver = ParameterSolverKind.GaussNewton, Iterations = 30, Tolerance = 1e-6,
    };

    private static readonly StartOptions Nine = new() { Count = 9, Parameters = [Key], Until = "fit" };

    [Test]
    public void The_nominal_start_alone_ends_in_a_false_minimum()
    {
        using var problem = CreateProblem();
        using var outcome = Run(problem, new StartOptions());

        Assert.That(Runner.Values(outcome, Key)[0], Is.Not.EqualTo(True).Within(0.5));
    }

    [Test]
    public void The_best_of_several_starts_is_refined()
    {
        using var problem = CreateProblem();
        var lines = new List<string>();
        using var outcome = Run(problem, Nine, lines);

        Assert.That(Runner.Values(outcome, Key)[0], Is.EqualTo(True).Within(1e-3));
        Assert.That(lines, Has.Some.StartsWith("start 9 of 9").And.Some.Contains("goes on"));
    }

    [Test]
    public void Trials_keep_to_their_iterations_and_to_their_phases()
    {
        using var problem = CreateProblem();
        var phases = new List<string>();
        var options = new OptimizationOptions { Progress = step => phases.Add(step.Phase) };
        var trials = new StartTrials(problem, [Fit with { Tolerance = 0 }, Fit with { Name = "more" }], Nine with { Count = 3, Iterations = 4 }, options);
        using var guess = trials.Choose(values => Guess(problem, values), 1, default);

        Assert.That(phases, Is.EqualTo(Enumerable.Range(1, 3).SelectMany(start => Enumerable.Repeat($"start {start}: fit", 4))));
    }

    [Test]
    public void What_is_not_estimated_makes_no_trials()
    {
        using var problem = CreateProblem(ParameterMode.Fixed);
        var trials = new StartTrials(problem, [Fit], Nine, new OptimizationOptions { Report = _ => Assert.Fail("a trial") });
        using var guess = trials.Choose(values => Guess(problem, values), 1, default);
    }

    [Test]
    public void Trials_can_be_cancelled()
    {
        using var problem = CreateProblem();
        using var cancellation = new CancellationTokenSource();
        var trials = new StartTrials(problem, [Fit], Nine, new OptimizationOptions { Progress = _ => cancellation.Cancel() });

        Assert.Catch<OperationCanceledException>(() => trials.Choose(values => Guess(problem, values), 1, cancellation.Token));
    }

    [Test]
    public void Trials_leave_no_tensor_behind()
    {
        using var problem = CreateProblem();
        using (Run(problem, Nine))
        {
        }

        var before = torch.Tensor.TotalCount;
        using (Run(problem, Nine))
        {
        }

        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }

    [Test]
    public void Starts_are_spread_over_two_deviations_and_inside_the_bounds()
    {
        var parameter = FakePlan.Parameter("theta", nominal: 1) with { Prior = new GaussianPrior(2), Bounds = new ParameterBounds(-1, 9) };
        using var problem = CreateProblem(parameter);
        var starts = StartDraws.Of(new StartOptions { Count = 4, Parameters = [Key] }, problem.Variables, seed: 5);

        Assert.That(starts[0], Is.Empty);
        Assert.That(starts.Skip(1).Select(start => start[Key].Single()).Order(), Is.EqualTo(new[] { 0.0, 2, 4 }).Within(1e-12), "from -1 to 5");
    }

    private static RunOutcome Run(JointProblem problem, StartOptions starts, List<string>? lines = null)
    {
        var options = new OptimizationOptions { Report = line => lines?.Add(line) };
        var trials = new StartTrials(problem, [Fit], starts, options);
        return new JointOptimization(problem, [Fit], options).Run(() => trials.Choose(values => Guess(problem, values), 1, default), default);
    }

    private static FirstGuess Guess(JointProblem problem, IReadOnlyDictionary<string, double[]> values)
    {
        using var scope = torch.NewDisposeScope();
        var point = problem.CreateNominal();
        foreach (var (key, numbers) in values)
        {
            point[key].copy_(torch.tensor(numbers).reshape(point[key].shape));
        }

        return new FirstGuess(point, Array.Empty<ScanCurve>(), new Dictionary<string, IReadOnlyList<int>>());
    }

    private static JointProblem CreateProblem(ParameterMode mode = ParameterMode.Calibrate) =>
        CreateProblem(FakePlan.Parameter("theta") with { Bounds = new ParameterBounds(-4, 4), Mode = mode });

    private static JointProblem CreateProblem(UncertaintyParameter parameter)
    {
        var source = FakePlan.Source(1, Samples);
        var times = torch.linspace(0, Longest, Samples, torch.ScalarType.Float64).DetachFromDisposeScope();
        torch.Tensor Model(torch.Tensor theta) => (1 + (theta * times).sin()).reshape(1, 1, 1, Samples);
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], [parameter], (_, values, _) => Model(values["theta"].reshape([])) + 0 * values["x"].reshape(1, 1, 1, Samples));
        return new JointProblem(new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new LeastSquares()), Model(torch.tensor(True)), null, [], []);
    }
}

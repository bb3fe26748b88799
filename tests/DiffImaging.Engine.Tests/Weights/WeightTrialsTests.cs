using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Engine.Weights;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Weights;

/// <summary>y_f = x + noise of σ 1 in some frames, with the regularizer β ½ ‖x‖², whose solution x = Σ y / (F + β) is known for every β.</summary>
[TestFixture]
public sealed class WeightTrialsTests
{
    private const int Size = 24;
    private const int Fitted = 2;
    private const double Given = 0.5;

    private static readonly PhaseOptions Image = new() { Name = "image", Solver = SolverKind.GaussNewton, Iterations = 20, LinearIterations = 20, Tolerance = 1e-9 };

    private string _path = "";

    [SetUp]
    public void ChoosePath() => _path = Path.Combine(Path.GetTempPath(), $"diffimaging-{Guid.NewGuid():N}.checkpoint");

    [TearDown]
    public void DeleteFile() => File.Delete(_path);

    [Test]
    public void Discrepancy_takes_the_largest_weight_that_explains_the_measurement()
    {
        using var problem = CreateProblem();
        var lines = new List<string>();

        using var outcome = Run(problem, new() { By = WeightCriterion.Discrepancy, Trials = 14 }, new OptimizationOptions { Report = lines.Add });

        var expected = Roots(beta => Residual(beta) - 1);
        Assert.That(outcome.WeightFactors["ridge"] * Given, Is.LessThanOrEqualTo(expected).And.GreaterThan(0.95 * expected));
        Assert.That(outcome.Misfit!.Ratio, Is.LessThanOrEqualTo(1).And.GreaterThan(0.97));
        Assert.That(Runner.Values(outcome, "scene.x")[0], Is.EqualTo(Solution(outcome.WeightFactors["ridge"] * Given)[0]).Within(1e-6), "the run goes on with the factor");
        Assert.That(lines, Has.One.StartsWith("weights of ridge: ×").And.Contain("goes on"));
        Assert.That(outcome.Scans.Single(), Has.Property("Chosen").EqualTo(outcome.WeightFactors["ridge"]).And.Property("Measure").EqualTo("χ²/N"));
    }

    [Test]
    public void Held_out_takes_the_weight_that_explains_the_other_frames_best()
    {
        using var problem = CreateProblem();

        using var outcome = Run(problem, new() { By = WeightCriterion.HeldOut, Trials = 17 }, new OptimizationOptions { HeldOut = problem.Over(FrameSet.Of([Fitted])) });

        var expected = Enumerable.Range(0, 600).Select(index => 1e-2 * Math.Pow(1e4, index / 599.0)).MinBy(HeldOutError);
        Assert.That(outcome.WeightFactors["ridge"] * Given, Is.EqualTo(expected).Within(8).Percent);
    }

    [Test]
    public void A_cancelled_run_is_resumed_with_the_factor_and_makes_no_trials()
    {
        using var problem = CreateProblem();
        var choice = new WeightChoiceOptions { By = WeightCriterion.Discrepancy };
        var slow = Image with { Solver = SolverKind.Adam, Rate = 0.05, Iterations = 30 };
        using var whole = Run(problem, choice, new OptimizationOptions(), slow);
        using var cancellation = new CancellationTokenSource();
        void CancelInside(RunProgress step)
        {
            if (step is { Phase: "image", Iteration: 7 })
            {
                cancellation.Cancel();
            }
        }

        using var cancelled = Run(problem, choice, new OptimizationOptions { CheckpointPath = _path, Progress = CancelInside }, slow, cancellation.Token);
        using var resumed = Run(problem, choice, new OptimizationOptions { CheckpointPath = _path, Resume = true, Report = line => Assert.Fail(line) }, slow);

        Assert.That(cancelled.Status, Is.EqualTo(RunStatus.Cancelled));
        Assert.That(resumed.WeightFactors, Is.EqualTo(whole.WeightFactors));
        Assert.That(Runner.Values(resumed, "scene.x"), Is.EqualTo(Runner.Values(whole, "scene.x")));
    }

    [Test]
    public void Noise_that_no_weight_comes_down_to_is_said()
    {
        using var problem = CreateProblem();
        var lines = new List<string>();

        using var outcome = Run(problem, new() { By = WeightCriterion.Discrepancy, Target = 0.01 }, new OptimizationOptions { Report = lines.Add });

        Assert.That(lines, Has.One.Contains("the model does not explain the data"));
    }

    [Test]
    public void Without_frames_held_out_there_is_nothing_to_choose_by()
    {
        using var problem = CreateProblem();

        var error = Assert.Throws<ConfigurationException>(() => Run(problem, new() { By = WeightCriterion.HeldOut }, new OptimizationOptions()));

        Assert.That(error!.Message, Does.Contain("weights:by").And.Contain("data:heldOut"));
    }

    [Test]
    public void Trials_leave_no_tensor_behind()
    {
        using var problem = CreateProblem();
        var choice = new WeightChoiceOptions { By = WeightCriterion.Discrepancy };
        Run(problem, choice, new OptimizationOptions()).Dispose();
        var before = torch.Tensor.TotalCount;
        Run(problem, choice, new OptimizationOptions()).Dispose();

        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }

    private static RunOutcome Run(JointProblem problem, WeightChoiceOptions choice, OptimizationOptions options, PhaseOptions? phase = null, CancellationToken cancellation = default)
    {
        var fitted = problem.Over(FrameSet.Of(Enumerable.Range(0, Fitted)));
        PhaseOptions[] schedule = [phase ?? Image];
        var trials = new WeightTrials(fitted, schedule, choice, options);
        return new JointOptimization(fitted, schedule, options).Run(
            () => trials.Choose(new FirstGuess(fitted.CreateNominal(), [], new Dictionary<string, IReadOnlyList<int>>()), cancellation), cancellation);
    }

    private static double[][] Measured()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(6);
        var truth = torch.randn([Size * Size], torch.float64, generator: generator);
        return [.. Enumerable.Range(0, Fitted + 1).Select(_ => (truth + torch.randn([Size * Size], torch.float64, generator: generator)).data<double>().ToArray())];
    }

    private static double[] Solution(double beta)
    {
        var measured = Measured();
        return [.. Enumerable.Range(0, Size * Size).Select(pixel => measured.Take(Fitted).Sum(frame => frame[pixel]) / (Fitted + beta))];
    }

    private static double Residual(double beta)
    {
        var (measured, solution) = (Measured(), Solution(beta));
        return measured.Take(Fitted).Average(frame => frame.Zip(solution, (y, x) => (x - y) * (x - y)).Average());
    }

    private static double HeldOutError(double beta)
    {
        var (measured, solution) = (Measured()[Fitted], Solution(beta));
        return measured.Zip(solution, (y, x) => (x - y) * (x - y)).Sum();
    }

    // Of a function that grows.
    private static double Roots(Func<double, double> function)
    {
        var (low, high) = (1e-4, 1e4);
        for (var step = 0; step < 60; step++)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = function(middle) > 0 ? (low, middle) : (middle, high);
        }

        return low;
    }

    private static JointProblem CreateProblem()
    {
        using var scope = torch.NewDisposeScope();
        var source = FakePlan.Source(Size, Size, Fitted + 1);
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], [], (_, values, frames) => values["x"].reshape(1, 1, Size, Size).expand(frames.Count, 1, Size, Size));
        return new JointProblem(
            new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new LeastSquares()), torch.tensor(Measured().SelectMany(frame => frame).ToArray()).reshape(Fitted + 1, 1, Size, Size), null,
            [new("ridge", "scene.x", new WeightOptions { Start = Given }, new Ridge())], []);
    }
}

using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Runs;

/// <summary>Phases that end by the noise, by the gradient, or by frames that are held out.</summary>
[TestFixture]
public sealed class StoppingRuleTests
{
    private const int Size = 24;
    private const int Frames = 6;
    private static readonly PhaseOptions Slow = new() { Name = "image", Solver = SolverKind.Fista, Iterations = 600 };

    private string _path = "";

    [SetUp]
    public void ChoosePath() => _path = Path.Combine(Path.GetTempPath(), $"diffimaging-{Guid.NewGuid():N}.checkpoint");

    [TearDown]
    public void DeleteFile() => File.Delete(_path);

    [Test]
    public void A_phase_ends_where_the_residual_has_come_down_to_the_noise()
    {
        using var problem = CreateProblem();

        using var stopped = Runner.Run(problem, Slow with { Discrepancy = 1 });
        using var whole = Runner.Run(problem, Slow);

        Assert.That((stopped.Status, stopped.Message), Is.EqualTo((RunStatus.Converged, "")));
        Assert.That(stopped.Misfit!.Ratio, Is.LessThanOrEqualTo(1).And.GreaterThan(0.95), "no more than ten iterations beyond");
        Assert.That(whole.Misfit!.Ratio, Is.LessThan(0.9), "noise is fitted if one goes on");
        Assert.That(stopped.Iterations % 10, Is.Zero);
    }

    [Test]
    public void Noise_that_is_never_reached_ends_no_phase()
    {
        using var problem = CreateProblem();

        using var outcome = Runner.Run(problem, Slow with { Iterations = 50, Discrepancy = 1e-6 });

        Assert.That((outcome.Status, outcome.Iterations), Is.EqualTo((RunStatus.Stopped, 50)));
        Assert.That(outcome.Message, Does.Contain("'image'"));
    }

    [TestCase(SolverKind.Fista)]
    [TestCase(SolverKind.Admm)]
    public void A_phase_ends_where_the_gradient_has_fallen_edges_and_constraints_too(SolverKind solver)
    {
        using var problem = DiagonalModel.CreateProblem([Runner.Lasso(0.1)], [new("positive", DiagonalModel.Key, new AtLeast(0))]);

        using var outcome = Runner.Run(problem, Slow with { Solver = solver, Tolerance = 0, GradientNorm = 1e-5 });

        Assert.That((outcome.Status, outcome.Iterations < 600), Is.EqualTo((RunStatus.Converged, true)));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(DiagonalModel.Lasso(0.1).Select(value => Math.Max(value, 0))).Within(1e-3));
    }

    [TestCase("scene.x", "scene.gain", "scene.slope", "scene.height", "scene.scale")]
    [TestCase("scene.gain", "scene.slope", "scene.height", "scene.scale")]
    public void Parameters_must_have_settled_too(params string[] moving)
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [new("ridge", "scene.x", new WeightOptions { Start = 0.3 }, new Ridge())]);
        var phase = new PhaseOptions { Name = "both", Solver = SolverKind.GaussNewton, Iterations = 200, Tolerance = 0, MaximumStep = 100, LinearIterations = 50, GradientNorm = 1e-6, Variables = moving };

        using var outcome = Runner.Run(problem, phase);
        using var value = problem.Evaluate(outcome.Point, FrameModel.ParameterKeys.ToHashSet());
        using var start = problem.CreateNominal();
        using var first = problem.Evaluate(start, FrameModel.ParameterKeys.ToHashSet());

        Assert.That((outcome.Status, outcome.Iterations is > 0 and < 200), Is.EqualTo((RunStatus.Converged, true)));
        Assert.That(Math.Sqrt(JointSpace.Dot(value.Gradient, value.Gradient)), Is.LessThan(1e-5 * Math.Sqrt(JointSpace.Dot(first.Gradient, first.Gradient))));
    }

    [Test]
    public void A_phase_ends_with_the_iterate_that_explained_the_frames_held_out_best()
    {
        using var whole = CreateProblem();
        var (fitted, heldOut) = Split(whole);

        var outcome = new JointOptimization(fitted, [Slow with { HeldOutPatience = 3 }], new OptimizationOptions { HeldOut = heldOut }).Run(whole.CreateNominal(), default);
        var further = new JointOptimization(fitted, [Slow], new OptimizationOptions()).Run(whole.CreateNominal(), default);

        using (outcome)
        using (further)
        {
            var (found, over) = (heldOut.EvaluateFidelity(outcome.Point), heldOut.EvaluateFidelity(further.Point));
            TestContext.Out.WriteLine($"held out: {found:F1} after {outcome.Iterations} iterations, {over:F1} after {further.Iterations}");
            Assert.That((outcome.Status, outcome.Iterations < 600), Is.EqualTo((RunStatus.Converged, true)));
            Assert.That(found, Is.LessThan(0.95 * over), "noise is fitted if one goes on");
            double[] looks = [.. Enumerable.Range(1, outcome.Iterations / 10).Select(look => HeldOutAfter(fitted, heldOut, whole, 10 * look))];
            Assert.That(found, Is.EqualTo(looks.Min()).Within(1e-9).And.LessThan(looks[^1]), "the best look, not the last");
        }
    }

    [Test]
    public void Without_frames_held_out_the_rule_is_a_mistake_that_is_told_at_once()
    {
        using var problem = CreateProblem();

        Assert.That(() => Runner.Run(problem, Slow, Slow with { Name = "later", HeldOutPatience = 3 }), Throws.InstanceOf<ConfigurationException>().With.Message.Contains("schedule:later:heldOutPatience"));
    }

    [TestCase(0, 1e-4)]
    [TestCase(3, 0)]
    public void A_resumed_phase_ends_in_the_same_iteration_with_the_same_bits(int patience, double gradient)
    {
        using var whole = CreateProblem();
        var (fitted, heldOut) = Split(whole);
        var phase = Slow with { HeldOutPatience = patience, GradientNorm = gradient };
        using var start = whole.CreateNominal();
        using var expected = new JointOptimization(fitted, [phase], new OptimizationOptions { HeldOut = heldOut }).Run(start, default);
        var options = new OptimizationOptions { HeldOut = heldOut, CheckpointPath = _path, Fingerprint = "this" };
        using var cancellation = new CancellationTokenSource();
        using var cancelled = new JointOptimization(fitted, [phase], options with
        {
            Progress = progress =>
            {
                if (progress.Iteration == expected.Iterations - 7)
                {
                    cancellation.Cancel();
                }
            },
        }).Run(start, cancellation.Token);

        using var resumed = new JointOptimization(fitted, [phase], options with { Resume = true }).Run(start, default);

        Assert.That(cancelled.Status, Is.EqualTo(RunStatus.Cancelled));
        Assert.That((resumed.Status, resumed.Iterations), Is.EqualTo((expected.Status, expected.Iterations)));
        Assert.That(Runner.Values(resumed, "scene.x"), Is.EqualTo(Runner.Values(expected, "scene.x")));
    }

    private static double HeldOutAfter(JointProblem fitted, JointProblem heldOut, JointProblem whole, int iterations)
    {
        using var start = whole.CreateNominal();
        using var outcome = new JointOptimization(fitted, [Slow with { Iterations = iterations }], new OptimizationOptions()).Run(start, default);
        return heldOut.EvaluateFidelity(outcome.Point);
    }

    private static (JointProblem Fitted, JointProblem HeldOut) Split(JointProblem whole) =>
        (whole.Over(FrameSet.Of(Enumerable.Range(0, Frames - 1))), whole.Over(FrameSet.Of([Frames - 1])));

    // Frames of an object seen through a filter that hardly passes fine detail, with noise of variance 1 as least squares have it: fine detail is fitted last, and is noise.
    private static JointProblem CreateProblem()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4);
        torch.Tensor Noise(params long[] shape) => torch.randn(shape, torch.float64, generator: generator);
        var source = FakePlan.Source(Size, Size, Frames);
        var order = torch.fft.fftfreq(Size, 1.0 / Size, dtype: torch.ScalarType.Float64);
        var filter = ((order.square().unsqueeze(1) + order.square()) / -30.0).exp().DetachFromDisposeScope();
        torch.Tensor Blur(torch.Tensor x) => torch.fft.ifft2(torch.fft.fft2(x) * filter).real;
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], [], (_, values, frames) =>
            Blur(values["x"]).reshape(1, 1, Size, Size).expand(frames.Count, 1, Size, Size));
        var truth = Blur(4 * Noise(Size, Size));
        return new JointProblem(new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new LeastSquares()), Blur(truth).expand(Frames, 1, Size, Size) + Noise(Frames, 1, Size, Size), null, [], []);
    }
}

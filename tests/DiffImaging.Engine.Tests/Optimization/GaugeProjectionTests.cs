using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class GaugeProjectionTests
{
    // Of values of about 1: what is left after a projection is rounding.
    private const double Rounding = 1e-12;

    private static readonly RegularizerTerm Small = new("ridge", "scene.x", new WeightOptions { Start = 1e-3 }, new Ridge());

    private static IEnumerable<TestCaseData> Phases()
    {
        var adam = new PhaseOptions { Name = "adam", Solver = SolverKind.Adam, Iterations = 30, Rate = 0.1 };
        var secant = new PhaseOptions { Name = "secant", Solver = SolverKind.Alternating, Iterations = 8, InnerIterations = 5, Tolerance = 0 };
        var alone = new PhaseOptions { Name = "alone", Solver = SolverKind.Parameters, Iterations = 8, Tolerance = 0 };
        yield return new TestCaseData(adam) { TestName = "{m}(adam)" };
        yield return new TestCaseData(adam with { Batch = 2 }) { TestName = "{m}(adam, batches)" };
        yield return new TestCaseData(secant) { TestName = "{m}(alternating, secant)" };
        yield return new TestCaseData(secant with { ParameterSolver = ParameterSolverKind.GaussNewton }) { TestName = "{m}(alternating, gauss-newton)" };
        yield return new TestCaseData(secant with { ParameterSolver = ParameterSolverKind.Adam }) { TestName = "{m}(alternating, adam)" };
        yield return new TestCaseData(alone) { TestName = "{m}(parameters, secant)" };
        yield return new TestCaseData(alone with { ParameterSolver = ParameterSolverKind.GaussNewton }) { TestName = "{m}(parameters, gauss-newton)" };
        yield return new TestCaseData(new PhaseOptions { Name = "joint", Solver = SolverKind.GaussNewton, Iterations = 12, Tolerance = 0 }) { TestName = "{m}(gauss-newton)" };
        yield return new TestCaseData(new PhaseOptions { Name = "quasi", Solver = SolverKind.Lbfgs, Iterations = 12, Tolerance = 0 }) { TestName = "{m}(lbfgs)" };
        yield return new TestCaseData(new PhaseOptions { Name = "sgd", Solver = SolverKind.Sgd, Iterations = 12 }) { TestName = "{m}(sgd)" };
    }

    [TestCaseSource(nameof(Phases))]
    public void No_solver_moves_along_a_gauge_and_the_start_is_brought_across(PhaseOptions phase)
    {
        using var problem = Problem(FrameGauges.All);
        using var start = Start(problem);
        Assert.That(FrameGauges.Largest(start), Is.GreaterThan(0.1));

        using var outcome = Run(problem, start, phase);

        Assert.That(FrameGauges.Largest(outcome.Point), Is.LessThan(Rounding));
        Assert.That(outcome.FinalFidelity, Is.LessThan(0.8 * outcome.InitialFidelity));
        Assert.That(Runner.Values(outcome, "scene.slope").Max(Math.Abs), Is.GreaterThan(0.02));
    }

    [TestCaseSource(nameof(Phases))]
    public void Only_the_elements_of_the_frames_that_count_take_part(PhaseOptions phase)
    {
        // Without priors, which pull at every element whether its frame counts or not.
        using var problem = Problem(FrameGauges.All, hasPriors: false);
        using var start = Start(problem);
        int[] frames = [0, 1, 4];

        using var outcome = Run(problem.Over(FrameSet.Of(frames)), start, phase);

        bool Counts(string name, int element) => name switch
        {
            "gain" => frames.Contains(element),
            "slope" => frames.Contains(element / 2),
            _ => element is 0 or 2,
        };
        Assert.That(FrameGauges.Largest(outcome.Point, Counts), Is.LessThan(Rounding));
        foreach (var name in FrameGauges.Directions.Keys)
        {
            var (before, after) = (start[$"scene.{name}"].reshape(-1).data<double>().ToArray(), Runner.Values(outcome, $"scene.{name}"));
            int[] others = [.. Enumerable.Range(0, after.Length).Where(element => !Counts(name, element))];
            Assert.That(others.Select(element => after[element]), Is.EqualTo(others.Select(element => before[element])), name);
        }
    }

    [TestCaseSource(nameof(Phases))]
    public void Gauges_that_fix_nothing_that_moves_leave_every_bit(PhaseOptions phase)
    {
        string[] moving = ["scene.x", "scene.gain", "scene.scale"];
        Gauge[] idle = [new("declared", ["gain"], "Only declared."), .. FrameGauges.All.Where(gauge => gauge.Name != "fixed-gain")];
        using var plain = Problem([]);
        using var gauged = Problem(idle);
        using var start = Start(plain);

        using var expected = Run(plain, start, phase with { Variables = moving });
        using var found = Run(gauged, start, phase with { Variables = moving });

        foreach (var key in expected.Point.Keys)
        {
            Assert.That(Runner.Values(found, key), Is.EqualTo(Runner.Values(expected, key)), key);
        }
    }

    [TestCase(SolverKind.GaussNewton)]
    [TestCase(SolverKind.Parameters)]
    public void The_minimum_across_the_gauges_is_found(SolverKind solver)
    {
        using var problem = Problem(FrameGauges.All);
        using var start = Start(problem);
        using var outcome = Run(problem, start, new PhaseOptions
        {
            Name = "long", Solver = solver, ParameterSolver = ParameterSolverKind.GaussNewton, Iterations = 80, Tolerance = 1e-9, RelativeChange = 1e-14, LinearIterations = 80,
        });

        using var value = problem.Evaluate(outcome.Point, FrameModel.ParameterKeys.ToHashSet());
        var parameters = new ScaledParameters(problem, []);
        var gradient = parameters.ReadGradient(value.Gradient);
        var across = (double[])gradient.Clone();
        parameters.Gauges.Remove(across);

        Assert.That(across.Max(Math.Abs), Is.LessThan(1e-6));
        Assert.That(gradient.Max(Math.Abs), Is.GreaterThan(1e-3), "the gauges cost nothing here, and show nothing");
    }

    [Test]
    public void A_bound_that_holds_an_element_leaves_the_gauge_to_the_others()
    {
        using var problem = Problem(FrameGauges.All, gainBounds: new ParameterBounds(0.95, 1.08));
        using var start = Start(problem);
        using var outcome = Run(problem, start, new PhaseOptions { Name = "joint", Solver = SolverKind.GaussNewton, Iterations = 60, Tolerance = 0, LinearIterations = 60 });

        var gains = Runner.Values(outcome, "scene.gain");
        Assert.That(gains, Is.All.InRange(0.95, 1.08).And.Some.EqualTo(0.95).Within(1e-9).And.Some.InRange(0.96, 1.07));
        Assert.That(FrameGauges.Largest(outcome.Point), Is.LessThan(1e-9));
    }

    [Test]
    public void The_system_across_the_gauges_solves_the_constrained_problem()
    {
        using var problem = Problem(FrameGauges.All);
        var parameters = new ScaledParameters(problem, []);
        var (size, random) = (parameters.Count, new Random(3));
        var factor = new double[size, size];
        var matrix = new double[size, size];
        foreach (var (row, column) in Pairs(size))
        {
            factor[row, column] = random.NextDouble() - 0.5;
        }

        foreach (var (row, column) in Pairs(size))
        {
            matrix[row, column] = Enumerable.Range(0, size).Sum(inner => factor[row, inner] * factor[column, inner]);
        }

        var held = new bool[size];
        held[2] = held[7] = true;
        var gauges = parameters.Gauges.Without(held);
        double[] right = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5)];
        gauges.Remove(right);
        const double damping = 0.1;

        var step = DampedSystem.Across(gauges, matrix, damping, held).Solve(right);

        // (A + μ diag A) x − b has nothing across gauges and held elements, and x nothing along them.
        var along = (double[])step.Clone();
        gauges.Remove(along);
        double[] rest = [.. Enumerable.Range(0, size).Select(row => held[row] ? 0
            : Enumerable.Range(0, size).Sum(column => matrix[row, column] * (row == column ? 1 + damping : 1) * step[column]) - right[row])];
        gauges.Remove(rest);
        Assert.That(along, Is.EqualTo(step).AsCollection.Within(1e-10));
        Assert.That((step[2], step[7]), Is.EqualTo((0.0, 0.0)));
        Assert.That(rest.Max(Math.Abs), Is.LessThan(1e-9));
    }

    [Test]
    public void A_direction_of_another_length_is_told_of()
    {
        using var problem = Problem([new Gauge("wrong", ["gain"], "") { Fixed = [new("gain", () => [[1, 2]])] }]);

        var refused = Assert.Throws<InvalidOperationException>(() => new ScaledParameters(problem, []));

        Assert.That(refused!.Message, Does.Contain("'wrong'").And.Contain("2 elements").And.Contain("scene.gain").And.Contain("expected 6"));
    }

    private static JointProblem Problem(IReadOnlyList<Gauge> gauges, bool hasPriors = true, ParameterBounds? gainBounds = null) =>
        new FrameModel().CreateProblem(gauges: gauges, hasPriors: hasPriors, gainBounds: gainBounds, regularizers: [Small]);

    // Off the gauges, and with an object that tells the parameters apart.
    private static JointPoint Start(JointProblem problem)
    {
        using var scope = torch.NewDisposeScope();
        var start = problem.CreateNominal();
        start["scene.x"].add_(1);
        start["scene.gain"].add_(0.1);
        start["scene.slope"].add_(0.07);
        start["scene.height"].sub_(0.2);
        return start;
    }

    private static RunOutcome Run(JointProblem problem, JointPoint start, PhaseOptions phase) =>
        new JointOptimization(problem, [phase], new OptimizationOptions()).Run(start, default);

    private static IEnumerable<(int Row, int Column)> Pairs(int size) =>
        from row in Enumerable.Range(0, size) from column in Enumerable.Range(0, size) select (row, column);
}

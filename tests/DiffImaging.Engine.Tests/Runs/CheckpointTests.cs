using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Runs;

/// <summary>A run that is cancelled and resumed ends with the same bits as one that was left alone.</summary>
[TestFixture]
public sealed class CheckpointTests
{
    private const int Cuts = 5;

    private string _path = "";

    [SetUp]
    public void ChoosePath() => _path = Path.Combine(Path.GetTempPath(), $"diffimaging-{Guid.NewGuid():N}.checkpoint");

    [TearDown]
    public void DeleteFile() => File.Delete(_path);

    private static IEnumerable<TestCaseData> Schedules()
    {
        var adam = new PhaseOptions { Name = "adam", Solver = SolverKind.Adam, Iterations = 37, Batch = 1, Rate = 0.02 };
        var fista = new PhaseOptions { Name = "fista", Solver = SolverKind.Fista, Iterations = 41 };
        var secant = new PhaseOptions { Name = "secant", Solver = SolverKind.Alternating, Iterations = 6, InnerIterations = 7, Tolerance = 1e-9 };
        var newton = secant with { Name = "newton", ParameterSolver = ParameterSolverKind.GaussNewton, ResetObject = true };
        var kept = secant with { Name = "kept", ParameterSolver = ParameterSolverKind.GaussNewton, MomentumReach = 1, InnerGrowth = 1.3 };
        yield return new TestCaseData(new object[] { new[] { kept } }) { TestName = "{m}(alternating, momentum kept, moves ever rarer)" };
        yield return new TestCaseData(new object[] { new[] { adam } }) { TestName = "{m}(adam)" };
        yield return new TestCaseData(new object[] { new[] { adam with { Name = "sgd", Solver = SolverKind.Sgd } } }) { TestName = "{m}(sgd)" };
        yield return new TestCaseData(new object[] { new[] { fista } }) { TestName = "{m}(fista)" };
        yield return new TestCaseData(new object[] { new[] { secant } }) { TestName = "{m}(alternating, secant)" };
        yield return new TestCaseData(new object[] { new[] { newton } }) { TestName = "{m}(alternating, gauss-newton)" };
        yield return new TestCaseData(new object[] { new[] { secant with { ParameterSolver = ParameterSolverKind.Adam } } }) { TestName = "{m}(alternating, adam)" };
        yield return new TestCaseData(new object[] { new[] { new PhaseOptions { Name = "both", Solver = SolverKind.GaussNewton, Iterations = 14, Tolerance = 0 } } }) { TestName = "{m}(gauss-newton)" };
        yield return new TestCaseData(new object[] { new[] { new PhaseOptions { Name = "exact", Solver = SolverKind.Newton, Iterations = 14, Tolerance = 0 } } }) { TestName = "{m}(newton)" };
        yield return new TestCaseData(new object[] { new[] { new PhaseOptions { Name = "quasi", Solver = SolverKind.Lbfgs, Iterations = 14, Tolerance = 0, Memory = 3, Without = ["sparsity"], MaximumStep = 1e-3 } } }) { TestName = "{m}(lbfgs)" };
        yield return new TestCaseData(new object[] { new[] { new PhaseOptions { Name = "weighed", Solver = SolverKind.Lbfgs, Iterations = 14, Tolerance = 0, Without = ["sparsity"], NoiseScale = NoiseScale.Estimated } } }) { TestName = "{m}(lbfgs, noise estimated)" };
        yield return new TestCaseData(new object[] { new[] { new PhaseOptions { Name = "split", Solver = SolverKind.Admm, Iterations = 14, Tolerance = 0 } } }) { TestName = "{m}(admm)" };
        yield return new TestCaseData(new object[] { new[] { fista with { RelativeChange = 1e-7 }, newton, adam } }) { TestName = "{m}(three phases)" };
        yield return new TestCaseData(new object[] { new[] { fista with { Step = 3 }, fista with { Name = "again", Step = 200 } } }) { TestName = "{m}(diverging)" };
    }

    [TestCaseSource(nameof(Schedules))]
    public void Cancelled_and_resumed_gives_the_same_bits(PhaseOptions[] schedule) => Repeats(schedule, CreateProblem);

    private void Repeats(PhaseOptions[] schedule, Func<JointProblem> create, bool everywhere = false)
    {
        using var problem = create();
        using var whole = Runner.Run(problem, schedule);
        var random = new Random(schedule.Length + schedule[0].Name.Length);
        var count = whole.History.Entries.Count;
        foreach (var cut in everywhere ? Enumerable.Range(1, count - 1) : Enumerable.Range(0, Cuts).Select(_ => random.Next(1, count)))
        {
            using var cancelled = CancelAfter(problem, cut, schedule);
            using var resumed = Runner.Run(problem, Options(resume: true), default, schedule);

            Assert.That(cancelled.Status, Is.EqualTo(RunStatus.Cancelled));
            Assert.That(cancelled.Iterations, Is.LessThan(whole.Iterations));
            Assert.That((resumed.Status, resumed.Message, resumed.Iterations), Is.EqualTo((whole.Status, whole.Message, whole.Iterations)), $"cut after {cut}");
            Assert.That(resumed.History.Entries.Select(Text), Is.EqualTo(whole.History.Entries.Select(Text)), $"cut after {cut}");
            foreach (var key in whole.Point.Keys)
            {
                Assert.That(Runner.Values(resumed, key), Is.EqualTo(Runner.Values(whole, key)), $"{key}, cut after {cut}");
            }
        }
    }

    [Test]
    public void So_it_does_between_a_step_and_its_being_dropped() =>
        Repeats([new PhaseOptions { Name = "photons", Solver = SolverKind.Fista, Iterations = 41 }], () => PhotonModel.CreateProblem(), everywhere: true);

    [TestCaseSource(nameof(Schedules))]
    public void So_it_does_across_gauges(PhaseOptions[] schedule) => Repeats(schedule, CreateGaugedProblem);

    [Test]
    public void A_complex_object_in_single_precision_survives_the_file()
    {
        using var point = new Engine.Pipelines.JointPoint();
        point["x"] = torch.complex(torch.tensor(new[] { 1f, float.NaN }), torch.tensor(new[] { -2f, float.PositiveInfinity }));
        point["theta"] = torch.tensor(Math.PI);
        var checkpoint = new Checkpoint
        {
            Fingerprint = "a", Phase = 1, PhaseIteration = 2, Iteration = 3, InitialFidelity = 0.1, BestSmooth = double.PositiveInfinity, Shrinks = 1,
            Ends = new PhaseEnds(["a"], ["b", "c"]), Point = point, Best = point, Recent = [double.NaN, 1.0 / 3], Solver = new SolverState { Numbers = { ["n"] = double.NaN }, Tensors = { ["t"] = point["x"] } },
            History = [new HistoryEntry(1, "p", 0.1, double.NaN, [0.3])],
        };

        CheckpointFile.Write(_path, checkpoint);
        using var read = CheckpointFile.Read(_path, torch.CPU);

        Assert.That(read.Point["x"].dtype, Is.EqualTo(torch.ScalarType.ComplexFloat32));
        Assert.That(read.Point["x"].bytes.ToArray(), Is.EqualTo(point["x"].bytes.ToArray()));
        Assert.That(read.Solver.Tensors["t"].bytes.ToArray(), Is.EqualTo(point["x"].bytes.ToArray()));
        Assert.That(read.Point["theta"].item<double>(), Is.EqualTo(Math.PI));
        Assert.That(read.Recent, Is.EqualTo(checkpoint.Recent));
        Assert.That((read.Ends.Met, read.Ends.Missed), Is.EqualTo((checkpoint.Ends.Met, checkpoint.Ends.Missed)));
        Assert.That(Text(read.History[0]), Is.EqualTo(Text(checkpoint.History[0])));
    }

    [Test]
    public void A_finished_run_leaves_no_checkpoint_and_resuming_without_one_starts_afresh()
    {
        using var problem = CreateProblem();
        var phase = new PhaseOptions { Name = "fista", Solver = SolverKind.Fista, Iterations = 10 };
        using var cancelled = CancelAfter(problem, 4, phase);
        Assert.That(_path, Does.Exist);

        using var resumed = Runner.Run(problem, Options(resume: true), default, phase);
        Assert.That(_path, Does.Not.Exist);

        using var fresh = Runner.Run(problem, Options(resume: true), default, phase);
        Assert.That(fresh.Iterations, Is.EqualTo(10));
    }

    [Test]
    public void A_run_cancelled_before_it_began_can_be_resumed()
    {
        using var problem = CreateProblem();
        var phase = new PhaseOptions { Name = "fista", Solver = SolverKind.Fista, Iterations = 10 };
        using var cancelled = Runner.Run(problem, Options(resume: false), new CancellationToken(canceled: true), phase);
        using var resumed = Runner.Run(problem, Options(resume: true), default, phase);

        Assert.That((cancelled.Status, cancelled.Iterations), Is.EqualTo((RunStatus.Cancelled, 0)));
        Assert.That((resumed.Status, resumed.Iterations), Is.EqualTo((RunStatus.Stopped, 10)));
    }

    [Test]
    public void A_resumed_run_makes_no_first_guess_and_keeps_its_curves()
    {
        using var problem = CreateProblem();
        var phase = new PhaseOptions { Name = "fista", Solver = SolverKind.Fista, Iterations = 10 };
        var scan = new ScanCurve("scene.theta0", "1", "sharpness", [0.1, 0.2, 0.3], [double.NaN, 1.0 / 3, double.PositiveInfinity], 0.2);
        var guesses = 0;
        FirstGuess Guess()
        {
            guesses++;
            return new FirstGuess(problem.CreateNominal(), [scan], new Dictionary<string, IReadOnlyList<int>> { ["bright"] = [0] });
        }

        using var cancelled = new JointOptimization(problem, [phase], Options(resume: false)).Run(Guess, new CancellationToken(canceled: true));
        using var resumed = new JointOptimization(problem, [phase], Options(resume: true)).Run(Guess, default);

        Assert.That(guesses, Is.EqualTo(1));
        Assert.That(cancelled.Scans, Is.EqualTo(new[] { scan }));
        Assert.That(resumed.Scans, Has.Count.EqualTo(1));
        Assert.That((resumed.Scans[0].Parameter, resumed.Scans[0].Measure, resumed.Scans[0].Chosen), Is.EqualTo((scan.Parameter, scan.Measure, scan.Chosen)));
        Assert.That((resumed.Scans[0].Positions, resumed.Scans[0].Values), Is.EqualTo((scan.Positions, scan.Values)));
    }

    [Test]
    public void The_checkpoint_of_another_experiment_is_refused()
    {
        using var problem = CreateProblem();
        var phase = new PhaseOptions { Name = "fista", Solver = SolverKind.Fista, Iterations = 10 };
        using var cancelled = CancelAfter(problem, 4, phase);

        var refused = Assert.Throws<ConfigurationException>(() => Runner.Run(problem, Options(resume: true) with { Fingerprint = "other" }, default, phase));

        Assert.That(refused!.Message, Does.Contain(_path).And.Contain("another experiment"));
    }

    [Test]
    public void A_truncated_or_foreign_checkpoint_is_refused([Values(0.0, 0.01, 0.3, 0.999, 1.5)] double share)
    {
        using var problem = CreateProblem();
        var phase = new PhaseOptions { Name = "fista", Solver = SolverKind.Fista, Iterations = 10 };
        using var cancelled = CancelAfter(problem, 4, phase);
        var bytes = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, share > 1 ? [.. Enumerable.Range(0, bytes.Length).Select(index => (byte)(index * 37))] : bytes[..(int)(share * bytes.Length)]);

        var refused = Assert.Throws<ConfigurationException>(() => Runner.Run(problem, Options(resume: true), default, phase));

        Assert.That(refused!.Message, Does.Contain(_path).And.Contain("checkpoint"));
    }

    [Test]
    public void A_checkpoint_is_written_whenever_its_interval_has_passed()
    {
        using var problem = CreateProblem();
        var seen = 0;
        var options = Options(resume: false) with { CheckpointInterval = TimeSpan.FromTicks(1), Progress = _ => seen += File.Exists(_path) ? 1 : 0 };

        using var outcome = Runner.Run(problem, options, default, new PhaseOptions { Name = "fista", Solver = SolverKind.Fista, Iterations = 10 });

        Assert.That(seen, Is.EqualTo(9), "from the second iteration on");
    }

    private RunOutcome CancelAfter(JointProblem problem, int entries, params PhaseOptions[] schedule)
    {
        using var cancellation = new CancellationTokenSource();
        var seen = 0;
        var options = Options(resume: false) with
        {
            Progress = _ =>
            {
                if (++seen == entries)
                {
                    cancellation.Cancel();
                }
            },
        };
        return Runner.Run(problem, options, cancellation.Token, schedule);
    }

    private OptimizationOptions Options(bool resume) => new() { CheckpointPath = _path, Resume = resume, Fingerprint = "this" };

    private static JointProblem CreateProblem() =>
        new GainModel([0.15, -0.1], FakePlan.Parameter("theta0") with { Prior = new GaussianPrior(1) }, FakePlan.Parameter("theta1"))
            .CreateProblem([new("sparsity", "scene.x", new WeightOptions { Start = 1e-4, End = 1e-2, Iterations = 30 }, new AbsoluteSum())]);

    private static JointProblem CreateGaugedProblem() => new FrameModel().CreateProblem(
        gauges: FrameGauges.All, regularizers: [new("sparsity", "scene.x", new WeightOptions { Start = 1e-4, End = 1e-2, Iterations = 30 }, new AbsoluteSum())]);

    private static string Text(HistoryEntry entry) =>
        FormattableString.Invariant($"{entry.Iteration} {entry.Phase} {entry.Fidelity:R} {entry.Objective:R} {string.Join(' ', entry.Parameters.Select(value => value.ToString("R", null)))}");
}

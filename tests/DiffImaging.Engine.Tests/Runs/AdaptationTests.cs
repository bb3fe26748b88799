using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;

namespace DiffImaging.Engine.Tests.Runs;

/// <summary>A regularizer that adapts does so once in each phase where it counts, with the object as the phase begins, and a
/// resumed run goes on with what the phase had adapted to.</summary>
[TestFixture]
public sealed class AdaptationTests
{
    private const double Weight = 0.3;

    private static readonly PhaseOptions Fista = new() { Name = "first", Solver = SolverKind.Fista, Iterations = 15 };
    private static readonly PhaseOptions Adam = new() { Name = "second", Solver = SolverKind.Adam, Iterations = 12, Rate = 0.02 };
    private static readonly PhaseOptions Last = Fista with { Name = "last" };

    private string _path = "";

    [SetUp]
    public void ChoosePath() => _path = Path.Combine(Path.GetTempPath(), $"diffimaging-{Guid.NewGuid():N}.checkpoint");

    [TearDown]
    public void DeleteFile() => File.Delete(_path);

    [Test]
    public void It_adapts_once_in_each_phase_to_the_object_as_the_phase_begins()
    {
        var ridge = new AdaptiveRidge();
        var lines = new List<string>();
        using var problem = CreateProblem(ridge);
        using var other = CreateProblem(new AdaptiveRidge());
        using var first = Runner.Run(other, Fista);

        using var outcome = Runner.Run(problem, new OptimizationOptions { Report = lines.Add }, default, Fista, Adam, Last);

        Assert.That(ridge.Seen, Has.Count.EqualTo(3));
        Assert.That(ridge.Seen[0], Is.All.Zero, "the first guess");
        Assert.That(ridge.Seen[1], Is.EqualTo(Runner.Values(first, DiagonalModel.Key)), "what the first phase ended with");
        Assert.That(ridge.Restored, Is.Zero);
        Assert.That(lines, Has.Count.EqualTo(3).And.Some.EqualTo("phase 'first': 'ridge': variance 1.000"));
    }

    [Test]
    public void A_proximal_operator_is_made_after_adapting()
    {
        var ridge = new AdaptiveRidge();
        using var problem = CreateProblem(ridge);

        using var outcome = Runner.Run(problem, Fista, Last with { Iterations = 2000 });

        var expected = DiagonalModel.Gains.Zip(DiagonalModel.Measured, (d, y) => d * y / (d * d + Weight / ridge.Variance));
        Assert.That(ridge.Variance, Is.GreaterThan(1.1));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(expected).Within(1e-9), "the minimum with the last variance");
    }

    [Test]
    public void A_phase_that_leaves_it_out_does_not_adapt_it()
    {
        var ridge = new AdaptiveRidge();
        using var problem = CreateProblem(ridge);

        using var outcome = Runner.Run(problem, Fista, Adam with { Without = ["ridge"] });

        Assert.That(ridge.Seen, Has.Count.EqualTo(1));
    }

    [Test]
    public void Cancelled_and_resumed_gives_the_same_bits([Values(1, 9, 15, 16, 20, 27, 28, 40)] int cut)
    {
        PhaseOptions[] schedule = [Fista, Adam with { Without = ["ridge"] }, Last];
        var (whole, first, second) = (new AdaptiveRidge(), new AdaptiveRidge(), new AdaptiveRidge());
        using var wholeProblem = CreateProblem(whole);
        using var firstProblem = CreateProblem(first);
        using var secondProblem = CreateProblem(second);
        using var expected = Runner.Run(wholeProblem, schedule);
        using var cancellation = new CancellationTokenSource();
        var seen = 0;
        var options = new OptimizationOptions { CheckpointPath = _path, Fingerprint = "this" };
        using var cancelled = Runner.Run(firstProblem, options with { Progress = _ => Cancel() }, cancellation.Token, schedule);

        // Another process: what was adapted is only in the file.
        using var resumed = Runner.Run(secondProblem, options with { Resume = true }, default, schedule);

        Assert.That(cancelled.Status, Is.EqualTo(RunStatus.Cancelled));
        Assert.That(second.Restored, Is.EqualTo(1));
        Assert.That(first.Seen.Count + second.Seen.Count, Is.EqualTo(2), "no phase twice");
        Assert.That(Runner.Values(resumed, DiagonalModel.Key), Is.EqualTo(Runner.Values(expected, DiagonalModel.Key)));
        Assert.That(second.Variance, Is.EqualTo(whole.Variance));

        void Cancel()
        {
            if (++seen == cut)
            {
                cancellation.Cancel();
            }
        }
    }

    private static JointProblem CreateProblem(AdaptiveRidge ridge) =>
        DiagonalModel.CreateProblem([new("ridge", DiagonalModel.Key, new WeightOptions { Start = Weight }, ridge)]);
}

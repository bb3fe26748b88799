using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;

namespace DiffImaging.Engine.Tests.Runs;

/// <summary>The status of a run is that of the phases which have a stopping rule.</summary>
[TestFixture]
public sealed class StatusTests
{
    private static readonly PhaseOptions Fixed = new() { Name = "fixed", Solver = SolverKind.Fista, Iterations = 12 };
    private static readonly PhaseOptions Settles = Fixed with { Name = "settles", Iterations = 5000, RelativeChange = 1e-8 };

    // Fewer iterations than the rule looks at.
    private static readonly PhaseOptions Short = Settles with { Name = "short", Iterations = 5 };
    private static readonly PhaseOptions Joint = new() { Name = "joint", Solver = SolverKind.Alternating, Iterations = 30, InnerIterations = 20, Tolerance = 0.02 };

    private string _path = "";

    [SetUp]
    public void ChoosePath() => _path = Path.Combine(Path.GetTempPath(), $"diffimaging-{Guid.NewGuid():N}.checkpoint");

    [TearDown]
    public void DeleteFile() => File.Delete(_path);

    private static IEnumerable<TestCaseData> Schedules()
    {
        TestCaseData Case(string name, RunStatus status, string message, params PhaseOptions[] schedule) =>
            new TestCaseData(status, message, schedule) { TestName = $"{{m}}({name})" };

        yield return Case("no rule", RunStatus.Stopped, "", Fixed, Fixed with { Name = "again" });
        yield return Case("a fixed phase after one that settled", RunStatus.Converged, "", Settles, Fixed);
        yield return Case("the default recipe", RunStatus.Converged, "", Fixed, Joint, Fixed with { Name = "finish" });
        yield return Case("a rule missed, then one met", RunStatus.Stopped, "'short'", Short, Settles);
        yield return Case("a rule met, then one missed", RunStatus.Stopped, "'short'", Settles, Short);
        yield return Case("two missed", RunStatus.Stopped, "'short', 'brief'", Short, Short with { Name = "brief" });
        yield return Case("a tolerance of zero is no rule", RunStatus.Stopped, "", Joint with { Tolerance = 0, Iterations = 2 });
        yield return Case("parameters alone, none to move", RunStatus.Stopped, "", Joint with { Solver = SolverKind.Parameters, Variables = ["scene.x"] });
        yield return Case("a change too small in an alternating phase is no rule", RunStatus.Converged, "", Joint with { RelativeChange = 0.5 });
    }

    [TestCaseSource(nameof(Schedules))]
    public void It_is_that_of_the_phases_with_a_rule(RunStatus status, string message, PhaseOptions[] schedule)
    {
        using var problem = CreateProblem();

        using var outcome = Runner.Run(problem, schedule);

        Assert.That(outcome.Status, Is.EqualTo(status));
        Assert.That(outcome.Message, message.Length == 0 ? Is.Empty : Does.Contain($"the budget of {message} ended before its stopping rule held"));
    }

    [Test]
    public void A_resumed_run_knows_how_the_phases_before_ended([Values] bool isMet)
    {
        using var problem = CreateProblem();
        PhaseOptions[] schedule = [isMet ? Settles : Short, Fixed];
        using var whole = Runner.Run(problem, schedule);
        using var cancellation = new CancellationTokenSource();
        var options = new OptimizationOptions { CheckpointPath = _path };
        using var cancelled = Runner.Run(problem, options with { Progress = progress => CancelIn(progress.Phase) }, cancellation.Token, schedule);

        using var resumed = Runner.Run(problem, options with { Resume = true }, default, schedule);

        Assert.That(cancelled.Status, Is.EqualTo(RunStatus.Cancelled));
        Assert.That((resumed.Status, resumed.Message), Is.EqualTo((whole.Status, whole.Message)));
        Assert.That(resumed.Status, Is.EqualTo(isMet ? RunStatus.Converged : RunStatus.Stopped));

        void CancelIn(string phase)
        {
            if (phase == Fixed.Name)
            {
                cancellation.Cancel();
            }
        }
    }

    private static JointProblem CreateProblem() => new GainModel([0.2], FakePlan.Parameter("theta0")).CreateProblem();
}

using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;

namespace DiffImaging.Engine.Tests.Runs;

/// <summary>A modality's frame sets are found again where a phase begins, from the values that the phases before have left.</summary>
[TestFixture]
public sealed class SortedFramesTests
{
    private const string Set = "near";

    // Without priors, which pull at every element, so that only frames that count move theirs.
    private static readonly PhaseOptions Phase = new() { Name = "first", Solver = SolverKind.GaussNewton, Iterations = 4, Tolerance = 0, Frames = [Set] };
    private static readonly PhaseOptions[] Schedule = [Phase, Phase with { Name = "second" }];

    private string _path = "";

    [SetUp]
    public void ChoosePath() => _path = Path.Combine(Path.GetTempPath(), $"diffimaging-{Guid.NewGuid():N}.checkpoint");

    [TearDown]
    public void DeleteFile() => File.Delete(_path);

    [Test]
    public void A_phase_fits_the_frames_that_the_values_before_it_give()
    {
        var lines = new List<string>();
        var gains = new List<double>();
        using var problem = new FrameModel().CreateProblem(hasPriors: false);

        // As the first guess has them until the first phase has moved a gain.
        using var outcome = Run(problem, new OptimizationOptions { Report = lines.Add, SortFrames = Sorted }, default);

        var found = Runner.Values(outcome, "scene.gain");
        Assert.That(gains, Has.Count.EqualTo(2));
        Assert.That(gains[0], Is.EqualTo(1));
        Assert.That(found[0], Is.EqualTo(gains[1]).Within(1e-12).And.Not.EqualTo(1).Within(1e-3), "frame 0 counted in the first phase alone");
        Assert.That(found[2], Is.Not.EqualTo(1), "frame 2 counted in the second");
        Assert.That(found[4..], Is.All.EqualTo(1), "these never counted");
        Assert.That(outcome.Frames, Is.EqualTo(new[] { 1, 2, 3 }), "by the sets as they are at the end");
        Assert.That(lines, Is.EqualTo(new[] { "phase 'second': 3 frames, sorted anew by the present estimate; new: 2, 3; no longer: 0" }));

        IReadOnlyDictionary<string, IReadOnlyList<int>> Sorted(JointPoint point, IReadOnlyDictionary<string, IReadOnlyList<int>> present)
        {
            gains.Add(FirstGain(point));
            Assert.That(present[Set], Is.EqualTo(new[] { 0, 1 }), "the sets that hold until then");
            return Named(gains[^1] == 1 ? [0, 1] : [1, 2, 3]);
        }
    }

    [Test]
    public void A_phase_is_not_left_without_frames()
    {
        using var problem = new FrameModel().CreateProblem(hasPriors: false);

        using var outcome = Run(problem, new OptimizationOptions { SortFrames = (_, _) => Named([]) }, default);

        Assert.That(outcome.Frames, Is.EqualTo(new[] { 0, 1 }), "those of the first guess stay");
    }

    [Test]
    public void A_phase_that_names_no_set_keeps_its_frames()
    {
        using var problem = new FrameModel().CreateProblem(hasPriors: false);
        var options = new OptimizationOptions { SortFrames = (_, _) => throw new InvalidOperationException("asked though nothing depends on it") };

        using var outcome = new JointOptimization(problem, [Phase with { Frames = [] }], options).Run(() => Guess(problem), default);

        Assert.That(outcome.Frames, Has.Count.EqualTo(FrameModel.Frames));
    }

    [Test]
    public void Cancelled_and_resumed_gives_the_same_bits([Values(1, 3, 4, 5, 7)] int cut)
    {
        using var problem = new FrameModel().CreateProblem(hasPriors: false);
        using var expected = Run(problem, new OptimizationOptions { SortFrames = Sorted }, default);
        using var cancellation = new CancellationTokenSource();
        var (seen, options) = (0, new OptimizationOptions { CheckpointPath = _path, Fingerprint = "this", SortFrames = Sorted });
        using var cancelled = Run(problem, options with { Progress = _ => Cancel() }, cancellation.Token);

        using var resumed = Run(problem, options with { Resume = true }, default);

        Assert.That(cancelled.Status, Is.EqualTo(RunStatus.Cancelled));
        foreach (var key in expected.Point.Keys)
        {
            Assert.That(Runner.Values(resumed, key), Is.EqualTo(Runner.Values(expected, key)), key);
        }

        // Asked again in the middle of a phase it would answer otherwise.
        static IReadOnlyDictionary<string, IReadOnlyList<int>> Sorted(JointPoint point, IReadOnlyDictionary<string, IReadOnlyList<int>> present) =>
            Named(FirstGain(point) == 1 ? [0, 1] : [1, 2, 3]);

        void Cancel()
        {
            if (++seen == cut)
            {
                cancellation.Cancel();
            }
        }
    }

    private static RunOutcome Run(JointProblem problem, OptimizationOptions options, CancellationToken cancellation) =>
        new JointOptimization(problem, Schedule, options).Run(() => Guess(problem), cancellation);

    private static double FirstGain(JointPoint point)
    {
        using var first = point["scene.gain"][0];
        return first.item<double>();
    }

    private static FirstGuess Guess(JointProblem problem) => new(problem.CreateNominal(), [], Named([0, 1]));

    private static Dictionary<string, IReadOnlyList<int>> Named(int[] frames) => new() { [Set] = frames };
}

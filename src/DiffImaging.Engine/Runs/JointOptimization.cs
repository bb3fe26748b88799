using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Engine.Runs;

/// <summary>Runs the phases of a schedule on a joint problem: one iteration at a time, watched, kept at its best, and
/// stopped or resumed anywhere with the same result.</summary>
/// <param name="problem">The problem.</param>
/// <param name="schedule">The phases.</param>
/// <param name="options">Where progress and checkpoints go.</param>
public sealed class JointOptimization(JointProblem problem, IReadOnlyList<PhaseOptions> schedule, OptimizationOptions options)
{
    // The objective is evaluated this often, to keep the best iterate; the fidelity is known at every iteration.
    private const int ObjectiveInterval = 10;
    private const int MostShrinks = 5;
    private const double Divergence = 1e3;

    private readonly ParameterNames _names = new(problem);
    private readonly int _budget = (int)Math.Min(schedule.Sum(phase => (long)phase.Budget), int.MaxValue);
    private JointProblem _problem = problem;
    private readonly List<HistoryEntry> _history = [];
    private IReadOnlyList<ScanCurve> _scans = [];
    private IReadOnlyDictionary<string, double> _weightFactors = new Dictionary<string, double>();
    private IReadOnlyDictionary<string, IReadOnlyList<int>> _frameSets = new Dictionary<string, IReadOnlyList<int>>();
    private PhaseEnds _ends = PhaseEnds.None;
    private double _initialFidelity;
    private DateTime _lastCheckpoint = TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>Runs from a point, or from the checkpoint where there is one to resume.</summary>
    /// <param name="start">Values of every variable; they are copied.</param>
    /// <param name="cancellation">Stops the run after the present iteration and leaves a checkpoint.</param>
    /// <returns>The outcome; the caller disposes it.</returns>
    /// <exception cref="ConfigurationException">The checkpoint cannot be read, or belongs to another experiment.</exception>
    public RunOutcome Run(JointPoint start, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(start);
        return Run(() => new FirstGuess(start.Clone(), [], _frameSets), cancellation);
    }

    /// <summary>Runs from a first guess, or from the checkpoint where there is one to resume.</summary>
    /// <param name="findStart">Makes the first guess, which this run takes over; not called where a checkpoint is resumed.</param>
    /// <param name="cancellation">Stops the run after the present iteration and leaves a checkpoint.</param>
    /// <returns>The outcome; the caller disposes it.</returns>
    /// <exception cref="ConfigurationException">The checkpoint cannot be read, or belongs to another experiment.</exception>
    public RunOutcome Run(Func<FirstGuess> findStart, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(findStart);
        var checkpoint = ReadCheckpoint();
        var guess = checkpoint is not null ? new FirstGuess(checkpoint.Point, checkpoint.Scans, checkpoint.FrameSets) { WeightFactors = checkpoint.WeightFactors } : findStart();
        (var point, _scans, _frameSets) = guess;
        _weightFactors = guess.WeightFactors;
        _problem = _problem.Weighted(_weightFactors);
        try
        {
            return Run(point, checkpoint, cancellation);
        }
        catch
        {
            point.Dispose();
            throw;
        }
    }

    private RunOutcome Run(JointPoint point, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        _initialFidelity = checkpoint?.InitialFidelity ?? _problem.EvaluateFidelity(point);
        _history.AddRange(checkpoint?.History ?? []);
        var iteration = checkpoint?.Iteration ?? 0;
        _ends = checkpoint?.Ends ?? PhaseEnds.None;
        (RunStatus Status, string Message)? broken = null;
        RequireHeldOut();
        var frames = schedule.Select(FramesOf).ToArray();
        for (var index = checkpoint?.Phase ?? 0; index < schedule.Count && broken is null; index++)
        {
            if (checkpoint?.Phase != index)
            {
                frames[index] = Sorted(schedule[index], frames[index], point);
            }

            using var phase = new PhaseRun(_problem.Over(frames[index]), point, schedule[index], checkpoint?.Phase == index ? checkpoint : null, options, iteration);
            broken = RunPhase(phase, index, point, ref iteration, cancellation);
            _ends = _ends.With(phase);
        }

        var (status, message) = broken ?? _ends.Conclude();

        if (status is RunStatus.Converged or RunStatus.Stopped && options.CheckpointPath is { } path && File.Exists(path))
        {
            File.Delete(path);
        }

        return new RunOutcome(status, message, point, iteration, _initialFidelity, _problem.EvaluateFidelity(point), new RunHistory(_names.Names, [.. _history]))
        {
            Scans = _scans,
            Misfit = Misfit.Of(_problem, point),
            FrameSets = _frameSets,
            WeightFactors = _weightFactors,
            Frames = [.. schedule.SelectMany((phase, index) => Named(phase) is { Length: > 0 } named ? named : frames[index].Indices()).Distinct().Order()],
        };
    }

    // By what has been learned since the first guess a frame may be of another set. A phase is not left without frames.
    private FrameSet Sorted(PhaseOptions phase, FrameSet before, JointPoint point)
    {
        if (options.SortFrames is not { } sort || phase.Frames.Count == 0)
        {
            return before;
        }

        var earlier = _frameSets;
        _frameSets = sort(point, earlier);
        var after = Named(phase);
        if (after.Length == 0)
        {
            _frameSets = earlier;
            return before;
        }

        int[] come = [.. after.Except(before.Indices())];
        int[] gone = [.. before.Indices().Except(after)];
        if (come.Length + gone.Length > 0)
        {
            options.Report?.Invoke(
                $"phase '{phase.Name}': {after.Length} frames, sorted anew by the present estimate; new: {Listed(come)}; no longer: {Listed(gone)}");
        }

        return FrameSet.Of(after);
    }

    // The frames of a phase by the sets as they are, those held out left away.
    private int[] Named(PhaseOptions phase) =>
        phase.Frames.Count == 0 ? [.. _problem.Frames.Indices()] : [.. FrameList.Resolve(phase.Frames, _problem.FrameCount, _frameSets).Intersect(_problem.Frames.Indices())];

    private static string Listed(int[] frames) => frames.Length switch
    {
        0 => "none",
        <= 8 => string.Join(", ", frames),
        _ => $"{string.Join(", ", frames[..8])} and {frames.Length - 8} others",
    };

    private void RequireHeldOut()
    {
        if (options.HeldOut is null && schedule.FirstOrDefault(phase => phase.HeldOutPatience > 0) is { } phase)
        {
            throw new ConfigurationException(
                $"{ExperimentSections.Schedule}:{phase.Name}:heldOutPatience", $"found {phase.HeldOutPatience}, but no frame is held out; name some in data:heldOut, or leave the key out.");
        }
    }

    // Before the first phase begins: nobody should learn after hours that the last phase has no frames.
    private FrameSet FramesOf(PhaseOptions phase)
    {
        if (phase.Frames.Count == 0)
        {
            return _problem.Frames;
        }

        return Named(phase) is { Length: > 0 } named
            ? FrameSet.Of(named)
            : throw new ConfigurationException(
                $"{ExperimentSections.Schedule}:{phase.Name}:frames",
                $"found '{string.Join(", ", phase.Frames)}', which names no frame of this measurement that is not held out; expected at least one. Name other frames, or leave the key out for all.");
    }

    // Null where the phase came to its own end.
    private (RunStatus Status, string Message)? RunPhase(PhaseRun phase, int index, JointPoint point, ref int iteration, CancellationToken cancellation)
    {
        var isLastGood = true;
        while (phase.Iteration < phase.Budget && !phase.HasConverged)
        {
            if (cancellation.IsCancellationRequested)
            {
                WriteCheckpoint(phase, index, iteration, point);
                phase.TakeBest(iteration);
                return (RunStatus.Cancelled, options.CheckpointPath is { } path ? $"cancelled; 'run --resume' goes on from {path}" : "cancelled");
            }

            var fidelity = phase.Step(iteration);
            iteration++;
            isLastGood = double.IsFinite(fidelity) && !(fidelity > HighestFidelity);
            if (!isLastGood)
            {
                if (phase.Shrinks >= MostShrinks)
                {
                    phase.ReturnToBest();
                    return (RunStatus.Diverged, $"phase '{phase.Options.Name}' diverged at iteration {iteration} also with the step divided by {1 << MostShrinks}; the best iterate is kept");
                }

                phase.RollBack();
                options.Report?.Invoke($"phase '{phase.Options.Name}': the fidelity rose to {fidelity:G3} at iteration {iteration}; back to the best iterate with half the step");
                continue;
            }

            var objective = phase.IsComparable && (phase.Iteration % ObjectiveInterval == 0 || phase.Iteration == phase.Budget || phase.HasConverged)
                ? phase.Compare(iteration)
                : double.NaN;
            _history.Add(new HistoryEntry(iteration, phase.Options.Name, fidelity, objective, _names.Read(point)));
            options.Look?.Invoke(iteration, point);
            options.Progress?.Invoke(new RunProgress(phase.Options.Name, iteration, _budget, fidelity, _names.Describe(point)));
            if (options.CheckpointInterval > TimeSpan.Zero && TimeProvider.System.GetUtcNow().UtcDateTime - _lastCheckpoint > options.CheckpointInterval)
            {
                WriteCheckpoint(phase, index, iteration, point);
            }
        }

        return phase.TakeBest(iteration) && isLastGood
            ? null
            : (RunStatus.Diverged, $"phase '{phase.Options.Name}' was diverging when its budget of {phase.Budget} iterations ended; the best iterate is kept");
    }

    // A negative log-likelihood may be zero or negative at the start; one unit for each pixel is more than chance makes.
    private double HighestFidelity => _initialFidelity + Math.Max(Divergence * Math.Abs(_initialFidelity), _problem.PixelCount);

    private Checkpoint? ReadCheckpoint()
    {
        if (!options.Resume || options.CheckpointPath is not { } path || !File.Exists(path))
        {
            return null;
        }

        var checkpoint = CheckpointFile.Read(path, _problem.Pipeline.Context.Device);
        if (checkpoint.Fingerprint == options.Fingerprint)
        {
            return checkpoint;
        }

        checkpoint.Dispose();
        throw new ConfigurationException(path, "the checkpoint belongs to another experiment: its definition or its measurement differs. Run without --resume to start again.");
    }

    private void WriteCheckpoint(PhaseRun phase, int index, int iteration, JointPoint point)
    {
        if (options.CheckpointPath is not { } path)
        {
            return;
        }

        CheckpointFile.Write(path, phase.Save(options.Fingerprint, index, iteration, _initialFidelity, point, _history) with { Ends = _ends, Scans = _scans, FrameSets = _frameSets, WeightFactors = _weightFactors });
        _lastCheckpoint = TimeProvider.System.GetUtcNow().UtcDateTime;
    }
}

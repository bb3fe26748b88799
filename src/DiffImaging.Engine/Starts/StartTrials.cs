using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;

namespace DiffImaging.Engine.Starts;

/// <summary>Tries starts: takes each through the first phases of the schedule and keeps the first guess of the one that explains the measurement best.</summary>
/// <remarks>Judged by the objective Σ fidelity + Σ β R + prior over the frames that counted in every trial: a start may itself decide which frames count. What the trials
/// have found is thrown away but for the choice, so that a run and its resumption go the same way from the same first guess.</remarks>
/// <param name="problem">The problem that is fitted.</param>
/// <param name="schedule">The whole schedule.</param>
/// <param name="options">How many starts, and up to which phase.</param>
/// <param name="watch">Takes progress and lines for people.</param>
internal sealed class StartTrials(JointProblem problem, IReadOnlyList<PhaseOptions> schedule, StartOptions options, OptimizationOptions watch)
{
    private readonly PhaseOptions[] _phases = TrialPhases.Of(schedule, options.Until, options.Iterations);

    /// <summary>Chooses a first guess.</summary>
    /// <param name="findStart">Makes the first guess from values that some parameters begin with, by key.</param>
    /// <param name="seed">Seed of the values.</param>
    /// <param name="cancellation">Cancels the trials.</param>
    /// <returns>The best guess; the caller disposes it.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public FirstGuess Choose(Func<IReadOnlyDictionary<string, double[]>, FirstGuess> findStart, long seed, CancellationToken cancellation)
    {
        var starts = StartDraws.Of(options, problem.Variables, seed);
        if (starts.Count == 1 || _phases.Length == 0)
        {
            return findStart(starts[0]);
        }

        var guesses = new List<FirstGuess>();
        var outcomes = new List<RunOutcome>();
        try
        {
            foreach (var (values, index) in starts.Select((values, index) => (values, index)))
            {
                watch.Report?.Invoke($"start {index + 1} of {starts.Count}: {Describe(values)}");
                guesses.Add(findStart(values));
                outcomes.Add(Try(guesses[index], index, cancellation));
                cancellation.ThrowIfCancellationRequested();
            }

            var objectives = Objectives(outcomes);
            var best = Array.IndexOf(objectives, objectives.Min());
            watch.Report?.Invoke($"objective per pixel after {starts.Count} starts: {string.Join(", ", objectives.Select(value => FormattableString.Invariant($"{value:G5}")))}; start {best + 1} goes on");
            var chosen = guesses[best];
            guesses.RemoveAt(best);
            return chosen;
        }
        finally
        {
            guesses.ForEach(guess => guess.Dispose());
            outcomes.ForEach(outcome => outcome.Dispose());
        }
    }

    private RunOutcome Try(FirstGuess guess, int index, CancellationToken cancellation) =>
        new JointOptimization(problem, _phases, new OptimizationOptions
        {
            SortFrames = watch.SortFrames,
            Progress = watch.Progress is { } progress ? step => progress(step with { Phase = $"start {index + 1}: {step.Phase}" }) : null,
        }).Run(() => guess with { Point = guess.Point.Clone() }, cancellation);

    // A trial that failed is never the best.
    private double[] Objectives(IReadOnlyList<RunOutcome> outcomes)
    {
        var common = outcomes.Select(outcome => outcome.Frames).Aggregate((left, right) => [.. left.Intersect(right)]);
        return [.. outcomes.Select(outcome =>
        {
            var over = problem.Over(FrameSet.Of(common.Count > 0 ? common : outcome.Frames));
            var objective = over.EvaluateFidelity(outcome.Point) + over.EvaluatePrior(outcome.Point)
                + over.EvaluateRegularization(outcome.Point, outcome.Iterations, _phases[^1].Without);
            return double.IsFinite(objective) ? objective / over.PixelCount : double.PositiveInfinity;
        })];
    }

    private static string Describe(IReadOnlyDictionary<string, double[]> values) => values.Count == 0
        ? "nominal"
        : string.Join(", ", values.Select(pair => $"{pair.Key} {string.Join(" ", pair.Value.Select(value => FormattableString.Invariant($"{value:G4}")))}"));
}

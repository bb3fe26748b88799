using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Engine.Weights;

/// <summary>Chooses the factor of the weights: takes the first guess through the first phases with several factors and looks at what is left of the residual, or at the frames held out.</summary>
/// <remarks>Morozov's discrepancy principle takes the most regular object that explains the measurement to within its noise [morozov1984]; frames held out tell what of the fit was noise. What the trials have found is thrown away but for the factor.</remarks>
/// <param name="problem">The problem that is fitted.</param>
/// <param name="schedule">The whole schedule.</param>
/// <param name="options">By what, and how often.</param>
/// <param name="watch">Takes progress and lines for people, and gives the frames held out.</param>
internal sealed class WeightTrials(JointProblem problem, IReadOnlyList<PhaseOptions> schedule, WeightChoiceOptions options, OptimizationOptions watch)
{
    private readonly PhaseOptions[] _phases = TrialPhases.Of(schedule, options.Until, options.Iterations);

    /// <summary>Chooses.</summary>
    /// <param name="guess">The first guess; handed on.</param>
    /// <param name="cancellation">Cancels the trials.</param>
    /// <returns>The guess with the factors of the weights, and the curve of the trials among its scans; the caller disposes it.</returns>
    /// <exception cref="ConfigurationException">No frames are held out, or the fidelity does not tell the residual over the noise.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public FirstGuess Choose(FirstGuess guess, CancellationToken cancellation)
    {
        if (options.By == WeightCriterion.Given)
        {
            return guess;
        }

        try
        {
            Require();
            var tried = new List<(double Factor, double Value)>();
            double Measure(double factor)
            {
                cancellation.ThrowIfCancellationRequested();
                tried.Add((factor, Try(guess, factor, tried.Count + 1, cancellation)));
                return tried[^1].Value;
            }

            var chosen = options.By == WeightCriterion.Discrepancy
                ? FactorSearch.Largest(Measure, options.Target, options.Lowest, options.Highest, options.Trials)
                : FactorSearch.Best(Measure, options.Lowest, options.Highest, options.Trials);
            tried.Sort((left, right) => left.Factor.CompareTo(right.Factor));
            Report(chosen, tried);
            var measure = options.By == WeightCriterion.Discrepancy ? "χ²/N" : "fidelity of the frames held out";
            var curve = new ScanCurve("weights.factor", "1", measure, [.. tried.Select(pair => pair.Factor)], [.. tried.Select(pair => pair.Value)], chosen);
            return guess with { Scans = [.. guess.Scans, curve], WeightFactors = Factors(chosen) };
        }
        catch
        {
            guess.Dispose();
            throw;
        }
    }

    private void Require()
    {
        if (options.By == WeightCriterion.HeldOut && watch.HeldOut is null)
        {
            throw new ConfigurationException($"{ExperimentSections.Weights}:by", "found held-out, but no frame is held out; name some in data:heldOut, or take discrepancy.");
        }

        if (options.By == WeightCriterion.Discrepancy && !problem.Fidelity.HasCurvature)
        {
            throw new ConfigurationException($"{ExperimentSections.Weights}:by", "found discrepancy, but the fidelity does not tell how large its noise is; take held-out.");
        }
    }

    private double Try(FirstGuess guess, double factor, int number, CancellationToken cancellation)
    {
        var weighted = problem.Weighted(Factors(factor));
        using var outcome = new JointOptimization(weighted, _phases, new OptimizationOptions
        {
            SortFrames = watch.SortFrames,
            HeldOut = watch.HeldOut,
            Progress = watch.Progress is { } progress ? step => progress(step with { Phase = $"weight {number}: {step.Phase}" }) : null,
        }).Run(() => guess with { Point = guess.Point.Clone() }, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var value = options.By == WeightCriterion.HeldOut
            ? watch.HeldOut!.EvaluateFidelity(outcome.Point)
            : Misfit.Of(weighted.Over(FrameSet.Of(outcome.Frames)), outcome.Point)?.Ratio ?? double.NaN;
        return double.IsFinite(value) && outcome.Status != RunStatus.Diverged ? value : double.PositiveInfinity;
    }

    private Dictionary<string, double> Factors(double factor) =>
        problem.Regularizers.Select(term => term.Name).Where(name => options.Regularizers.Count == 0 || options.Regularizers.Contains(name)).ToDictionary(name => name, _ => factor);

    private void Report(double chosen, List<(double Factor, double Value)> tried)
    {
        watch.Report?.Invoke(FormattableString.Invariant($"weights of {string.Join(", ", Factors(1).Keys)}: {string.Join(", ", tried.Select(pair => FormattableString.Invariant($"×{pair.Factor:G3} → {pair.Value:G4}")))}; ×{chosen:G3} goes on"));
        if (options.By == WeightCriterion.Discrepancy && tried.TrueForAll(pair => pair.Value > options.Target))
        {
            watch.Report?.Invoke(FormattableString.Invariant($"warning: with none of these weights is χ²/N at most {options.Target:G3}: the model does not explain the data, or their noise is larger than the fidelity was told"));
        }
        else if (chosen <= options.Lowest || chosen >= options.Highest)
        {
            watch.Report?.Invoke(FormattableString.Invariant($"warning: ×{chosen:G3} is an end of the range from {options.Lowest:G3} to {options.Highest:G3}; widen it"));
        }
    }
}
